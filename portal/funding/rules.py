"""Who may divide money."""

from __future__ import annotations

from catalogue.actor import OFFICER, Actor
from catalogue.programmes.models import Programme


def may_divide(actor: Actor, programme: Programme) -> bool:
    """A policy officer of the municipality whose programme it is."""
    return actor.role == OFFICER and actor.municipality == programme.municipality_id
