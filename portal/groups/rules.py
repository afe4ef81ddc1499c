"""Who keeps a working group."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import OFFICER, PROJECT_TEAM, Actor


def may_keep(actor: Actor, municipality: UUID) -> bool:
    """An officer of the municipality, or its project team."""
    return actor.is_one_of(OFFICER, PROJECT_TEAM) and actor.municipality == municipality
