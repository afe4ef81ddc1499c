"""Who may write the texts of letters."""

from __future__ import annotations

from catalogue.actor import OFFICER, SYSTEM, Actor
from catalogue.organisations.models import Municipality


def may_write_texts(actor: Actor, municipality: Municipality) -> bool:
    """A policy officer of the municipality, or the operator of the installation."""
    return (actor.role == OFFICER and actor.municipality == municipality.pk) or actor.role == SYSTEM
