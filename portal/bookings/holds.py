"""What a booking holds (places, units of an entitlement, money): taken together, given back together.

In the lock order of the house (docs/adr/0011): the booking, its waiting place, its session, the offer, the entitlement,
the round, the account.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from catalogue.actor import Actor, system
from catalogue.lifecycle import change, move
from catalogue.money import ZERO
from catalogue.offers import capacity
from catalogue.offers.models import Session
from portal.bookings import agreeing, shortfalls
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED, HOLDS_PLACES, NEGOTIABLE
from portal.budgets import actions as budgets
from portal.entitlements import counters
from portal.funding.queries import paying_line
from portal.rounds import money as rounds

HOUSE = system("entitlements")


def secure(booking: Booking, by: Actor, *, cover: bool = False, placed: bool = False) -> None:
    """Take the places, the units of a fixed offer, and then the money: all of it, or a refusal and nothing.

    With `cover` the school pays what its budget lacks, where the programme allows that.
    `placed`: the places are held already, for a school that waited for them.
    """
    if booking.is_fixed:
        recounted(booking)
    if not placed:
        capacity.take(booking.offer, booking.session, booking.quantity)
    if booking.is_fixed:
        booking.entitlement = counters.take(booking.school, booking.offer, booking.planned_on, booking.quantity)
    if booking.in_round:
        rounds.take(booking.in_round, booking.charged)
    if booking.charged and not booking.is_fixed:
        shortfalls.reserve(booking, by, cover=cover)
    elif booking.charged:
        booking.account = budgets.reserve(
            booking.offer.programme, None, booking.charged, cause=booking, by=by, line=paying_line(booking.offer)
        )
        booking.reserved = booking.charged


def undo(booking: Booking, to: str, by: Actor, reason: str, *, fee: Decimal | None = None) -> Booking:
    """End the booking and give back what it held. The move comes first: it lets only one of two callers through.

    With a `fee` the part of it that the budget pays stays reserved, to be claimed by the provider.
    """
    origin, before = booking.status, booking.reserved
    booking.fee = fee
    kept = min(booking.claimable, before) if fee else ZERO
    ended, data = (timezone.now(), {"fee": str(fee)}) if fee else (booking.delivered_at, {})
    move(booking, to, by=by, because=reason, reserved=kept, fee=fee, delivered_at=ended, data=data)
    reserved = before - kept
    if origin in NEGOTIABLE:
        agreeing.lapse(booking, by)
    if origin in HOLDS_PLACES:
        capacity.give_back(booking.offer_id, booking.session_id, booking.quantity)
        if booking.entitlement_id:
            counters.give_back(booking.entitlement_id, booking.quantity, delivered=origin in DELIVERED)
    if reserved:
        release_rest(booking, by, reserved)
    return booking


def release_rest(booking: Booking, by: Actor, rest: Decimal) -> None:
    """Give money back that a booking holds no longer: first to its round, then to the account."""
    if booking.in_round_id:
        rounds.give_back(booking.in_round_id, rest)
    if booking.account_id:
        budgets.release(booking.account_id, rest, cause=booking, by=by, team=booking.team_id)


def taken_on(booking: Booking, by: Actor, because: str = "") -> Booking:
    """The delivery is accepted. When nobody was there only the fee stays reserved, and the rest is free at once."""
    rest = ZERO if booking.fee is None else max(booking.reserved - booking.claimable, ZERO)
    move(booking, "accepted", by=by, because=because, reserved=booking.reserved - rest)
    if rest:
        release_rest(booking, by, rest)
    return booking


def moved(booking: Booking, before: Session | None) -> None:
    """Hold the new session instead of the one before, and the units of the period that the new day lies in.

    `Refused("capacity_exhausted" | "entitlement_exhausted")` when there is no room at the new moment.
    """
    capacity.move(before, booking.session, booking.quantity)
    held = booking.entitlement
    if held is None or held.counts(counters.period_of(booking.offer, booking.counts_on)):
        return
    booking.entitlement = counters.take(booking.school, booking.offer, booking.counts_on, booking.quantity)
    counters.give_back(held.pk, booking.quantity)
    Booking.objects.filter(pk=booking.pk).update(entitlement=booking.entitlement)


def recounted(booking: Booking) -> None:
    """Before units are taken: what the school planned under an earlier revision counts in the periods of this one."""
    rows = Booking.objects.filter(school=booking.school_id, offer=booking.offer_id, status__in=HOLDS_PLACES)
    kind = booking.offer.text.entitlement_period
    for each in rows.exclude(entitlement__kind=kind).select_related("session", "entitlement").order_by("pk"):
        each.offer, each.school = booking.offer, booking.school
        recount(each)


def recount(booking: Booking) -> None:
    """Count what this booking holds in the period that holds for its day now, whatever that entitles to."""
    held, delivered = booking.entitlement, booking.status in DELIVERED
    if held and held.counts(counters.period_of(booking.offer, booking.counts_on)):
        return
    change(booking, event="recounted", by=HOUSE)  # first the booking: another who ends it at this moment comes too late
    use = counters.carry_over(
        booking.school, booking.offer, booking.counts_on, booking.quantity, delivered=delivered
    )  # fmt: skip
    if held:
        counters.give_back(held.pk, booking.quantity, delivered=delivered)
    booking.entitlement = use
    Booking.objects.filter(pk=booking.pk).update(entitlement=use)
