"""Who may do what with a claim."""

from __future__ import annotations

from datetime import date, timedelta

from catalogue.actor import ASSESSOR, BOARD, BUDGET_HOLDER, COORDINATOR, MANAGER, OFFICER, Actor
from catalogue.lifecycle import allowed
from catalogue.organisations.rules import decides_for
from catalogue.programmes.queries import number
from portal.bookings.models import Booking
from portal.claims.models import Claim
from portal.claims.states import EDITABLE
from portal.people.queries import belongs_to


def may_claim(actor: Actor) -> bool:
    """A manager of a provider (planners only report what was delivered), or who decides for a school."""
    return actor.is_one_of(MANAGER, COORDINATOR, BUDGET_HOLDER, BOARD)


def claims_for(actor: Actor, claim: Claim) -> bool:
    """A manager of the provider that claims, or who decides for the school that does."""
    if claim.school:
        return decides_for(actor, claim.school)
    return actor.role == MANAGER and actor.provider == claim.provider_id


def paid_by_school(booking: Booking) -> bool:
    """A school claims a booking only when it paid the provider itself, because that one has no agreement to claim.

    The municipality writes invoices only for providers that agreed to it (Wet op de omzetbelasting 1968, art. 35).
    """
    return booking.provider.self_billing_agreed_on is None


def may_edit(actor: Actor, claim: Claim) -> bool:
    """Change lines or evidence, before it is submitted or when it came back."""
    return claims_for(actor, claim) and claim.status in EDITABLE


def may_submit(actor: Actor, claim: Claim) -> bool:
    """Send the claim to the municipality."""
    return claims_for(actor, claim) and allowed(claim, "submitted")


def may_withdraw(actor: Actor, claim: Claim) -> bool:
    """Throw the claim away; its bookings can be claimed again."""
    return claims_for(actor, claim) and allowed(claim, "withdrawn")


def decides(actor: Actor, claim: Claim) -> bool:
    """An assessor or officer of the paying municipality."""
    return actor.is_one_of(ASSESSOR, OFFICER) and actor.municipality == claim.municipality_id


def has_interest(actor: Actor, claim: Claim) -> bool:
    """The person submitted it, or is a member of the claimant in any role: such a person never decides."""
    if not actor.person:
        return True
    claimant = belongs_to(actor.person, provider=claim.provider_id, school=claim.school_id)
    return actor.person == claim.submitted_by or claimant


def may_decide(actor: Actor, claim: Claim) -> bool:
    """Right role, right moment, no interest."""
    return decides(actor, claim) and claim.status == "submitted" and not has_interest(actor, claim)


def needs_second(claim: Claim, sanctioned: object) -> bool:
    """Above the threshold of the programme two different people approve."""
    above: bool = sanctioned > claim.programme.four_eyes_threshold
    return above


def due_on(claim: Claim, since: date) -> date:
    """When the municipality must have paid: an invoice within 30 days, what it decides itself within six weeks.

    Dated facts: Burgerlijk Wetboek 6:119b, Algemene wet bestuursrecht 4:87.
    """
    term = "claim.decision.days" if claim.is_of_a_school else "invoice.payment.days"
    return since + timedelta(days=int(number(term, since)))
