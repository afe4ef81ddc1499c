"""Who may divide money."""

from __future__ import annotations

from catalogue.actor import OFFICER, SYSTEM, Actor
from catalogue.programmes.models import Programme


def may_divide(actor: Actor, programme: Programme) -> bool:
    """A policy officer of the municipality whose programme it is, or the operator of the installation."""
    own = actor.role == OFFICER and actor.municipality == programme.municipality_id
    return own or actor.role == SYSTEM
