"""Who looks at the radar, and who reminds others."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import MUNICIPAL_ROLES, OFFICER, Actor


def may_look(actor: Actor) -> bool:
    """Everybody of the municipality."""
    return actor.is_one_of(*MUNICIPAL_ROLES)


def may_remind(actor: Actor, municipality: UUID) -> bool:
    """A policy officer of this municipality; also who sets the terms of the radar."""
    return actor.is_one_of(OFFICER) and actor.municipality == municipality
