"""Who may do what with an objection."""

from __future__ import annotations

from catalogue.actor import ASSESSOR, OFFICER, Actor
from catalogue.organisations.rules import decides_for
from portal.claims.interest import interest
from portal.claims.models import Claim
from portal.objections.models import Objection


def works_on(actor: Actor, municipality_id: object) -> bool:
    """An officer or assessor of the municipality that decided."""
    return actor.is_one_of(OFFICER, ASSESSOR) and actor.municipality == municipality_id


def may_object(actor: Actor, claim: Claim) -> bool:
    """Who decides for the school or its board; or the municipality, for what came by post."""
    if claim.school is None:
        return False
    return decides_for(actor, claim.school) or works_on(actor, claim.municipality_id)


def may_withdraw(actor: Actor, objection: Objection) -> bool:
    """The same people, while it is open."""
    return may_object(actor, objection.claim) and objection.status == "open"


def decided_before(actor: Actor, objection: Objection) -> bool:
    """This person decided what is objected to (Awb 10:3 lid 3)."""
    said = objection.claim.decisions.filter(person=actor.person, verdict__in=["approve", "reject"])
    return said.exists()


def may_decide(actor: Actor, objection: Objection) -> bool:
    """Right role, still open, and another person than who decided, or who has an interest."""
    right = works_on(actor, objection.municipality_id) and objection.status == "open"
    return right and not decided_before(actor, objection) and not interest(actor.person, objection.claim)
