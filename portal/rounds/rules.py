"""Who leads rounds and frames, and who may know the seed."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import OFFICER, PROJECT_TEAM, Actor
from portal.rounds.models import Round
from portal.rounds.states import ENDED


def may_lead(actor: Actor, municipality: UUID | None) -> bool:
    """An officer of the municipality plans its rounds and records its frames."""
    return actor.is_one_of(OFFICER) and bool(municipality) and actor.municipality == municipality


def may_draft(actor: Actor, municipality: UUID | None) -> bool:
    """Whoever leads, and the project team: a frame that nobody adopted opens nothing."""
    team = actor.role == PROJECT_TEAM and bool(municipality) and actor.municipality == municipality
    return team or may_lead(actor, municipality)


def knows_seed(actor: Actor, the_round: Round) -> bool:
    """The municipality at once; schools when the round is over, so that nobody can aim at it."""
    return actor.municipality == the_round.municipality_id or the_round.phase() in ENDED
