"""Who divides, and who reads the result."""

from __future__ import annotations

from catalogue.actor import Actor
from portal.rounds.models import Round
from portal.rounds.rules import may_lead


def may_divide(actor: Actor, the_round: Round) -> bool:
    """An officer of the municipality."""
    return may_lead(actor, the_round.municipality_id)
