"""Who may write down grants, plan them, and divide money."""

from __future__ import annotations

from catalogue.actor import FINANCE, OFFICER, SYSTEM, Actor
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme
from portal.funding.models import PlanMove


def may_fund(actor: Actor, municipality: Municipality) -> bool:
    """A policy officer of the municipality, or the operator of the installation."""
    return (actor.role == OFFICER and actor.municipality == municipality.pk) or actor.role == SYSTEM


def may_account(actor: Actor, municipality: Municipality) -> bool:
    """Whoever may fund, and the finance officers of the municipality."""
    finance = actor.role == FINANCE and actor.municipality == municipality.pk
    return finance or may_fund(actor, municipality)


def may_divide(actor: Actor, programme: Programme) -> bool:
    """A policy officer of the municipality whose programme it is, or the operator of the installation."""
    return may_fund(actor, programme.municipality)


def may_confirm(actor: Actor, move: PlanMove) -> bool:
    """An officer or finance officer of the municipality, and another person than who proposed the move."""
    right_role = actor.is_one_of(OFFICER, FINANCE) and actor.municipality == move.municipality_id
    return right_role and move.status == "proposed" and actor.person != move.proposed_by
