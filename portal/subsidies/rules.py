"""Who may grant money to a board."""

from __future__ import annotations

from catalogue.actor import FINANCE, OFFICER, Actor
from catalogue.organisations.models import Municipality
from portal.funding.rules import may_fund
from portal.subsidies.models import Application, BoardGrant


def may_grant(actor: Actor, municipality: Municipality) -> bool:
    """A policy officer of the municipality, or the operator of the installation."""
    return may_fund(actor, municipality)


def may_confirm(actor: Actor, grant: BoardGrant | Application) -> bool:
    """An officer or finance officer of the municipality, and another person than who granted it first."""
    right_role = actor.is_one_of(OFFICER, FINANCE) and actor.municipality == grant.municipality_id
    return right_role and grant.status == "proposed" and actor.person != grant.proposed_by
