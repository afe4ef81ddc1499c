"""Who may do what with a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from catalogue.actor import ASSESSOR, BOARD, BUDGET_HOLDER, COORDINATOR, MANAGER, OFFICER, Actor
from catalogue.lifecycle import allowed
from catalogue.money import ZERO
from catalogue.organisations.rules import decides_for
from catalogue.programmes.queries import number
from portal.bookings.models import Booking
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import EDITABLE, UNDECIDED


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

    What the municipality ordered it pays itself, on an invoice (DOMAIN § 7 row 8).
    The municipality writes invoices only for providers that agreed to it (Wet op de omzetbelasting 1968, art. 35).
    """
    return not booking.is_ordered and booking.provider.self_billing_agreed_on is None


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


def reads_verdict(actor: Actor, claim: Claim) -> bool:
    """What a first approver wrote is no decision yet: only the municipality reads it before the claim is decided."""
    return actor.municipality is not None or claim.status not in UNDECIDED


def needs_second(claim: Claim, lines: Sequence[ClaimLine]) -> bool:
    """Above the threshold of the programme two different people approve.

    What was paid before for the same bookings and requests counts too, so that nothing large is paid in small parts.
    """
    before = {line.of.pk: line.of.spent for line in lines}
    total = sum((line.granted for line in lines), sum(before.values(), ZERO))
    above: bool = total > claim.programme.four_eyes_threshold
    return above


def due_on(claim: Claim, since: date) -> date:
    """When the municipality must have paid: an invoice within 30 days, what it decides itself within six weeks.

    Dated facts: Burgerlijk Wetboek 6:119b, Algemene wet bestuursrecht 4:87.
    """
    term = "claim.decision.days" if claim.is_of_a_school else "invoice.payment.days"
    return since + timedelta(days=int(number(term, since)))
