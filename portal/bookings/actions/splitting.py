"""A booking of several groups becomes two, each with its own day: nothing is taken or lost, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, check
from catalogue.lifecycle import added, change
from catalogue.money import ZERO, share
from catalogue.offers.models import Session
from portal.bookings import agreeing, fees, rules
from portal.bookings.actions.ordering import ordered
from portal.bookings.holds import moved
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.funding.queries import paying_line

KEPT = (
    "status", "municipality", "school", "provider", "offer", "revision", "session", "account", "team", "entitlement",
    "in_round", "wished_dates", "year_groups", "remarks", "requested_by", "cancel_free_days", "cancel_late_percent",
    "no_show_percent", "need_id", "ordered_by", "first_asked_at",
)  # fmt: skip


@deed
def split(
    booking: Booking, *, units: int, by: Actor, pupils: int | None = None, session: Session | None = None,
    wished_dates: Sequence[date] = (),
) -> Booking:  # fmt: skip
    """`units` (and `pupils`, else their part) go on as a booking of their own, on another day when one is given.

    Before the delivery, by who decides for the school. Both have the status, terms and revision of the one; amounts,
    own contribution and reserved money are divided by `share()`, the places stay as many as they were. Both doors call
    `vouchers.actions.split`, with which the vouchers of the pupils go along.
    `Forbidden("wrong_role")`, `Refused("wrong_state" | "not_divisible" | "part_too_small" | "wrong_session")`;
    `Refused("too_late_to_move" | "capacity_exhausted" | "waiting_list" | "entitlement_exhausted")` for the other day;
    `Invalid` per wrong number or day.
    """
    rules.insist(rules.decides(by, booking.school), rules.may_split(by, booking), booking)
    days = _days(booking, by, session, wished_dates)
    part = _part(booking, units, pupils)
    weights = [booking.quantity - part.quantity, part.quantity]
    rest: dict[str, Any] = {"adults": booking.adults - part.adults}
    for name in ("amount", "own_contribution", "shortfall"):
        rest[name], theirs = share(getattr(booking, name), weights)
        setattr(part, name, theirs)
    part.reserved = min(part.charged, booking.reserved)
    change(
        booking, event="split", by=by, units=max(booking.units - part.units, 1),
        pupils=booking.pupils - part.pupils, quantity=weights[0], reserved=booking.reserved - part.reserved,
        data={"into": str(part.pk), "quantity": part.quantity}, **rest,
    )  # fmt: skip
    part.save(force_insert=True)
    added(part, by=by, data={"from": str(booking.pk), "amount": str(part.amount), "quantity": part.quantity})
    if days:
        before, wished = part.session, [day.isoformat() for day in wished_dates]
        data = {"day": days[0].isoformat()}
        change(part, event="rescheduled", by=by, session=session, wished_dates=wished, data=data)
        moved(part, before)
    if part.reserved:
        _carry_over(booking, part, by)
    for each in (booking, part):
        ordered(each, by=by)
    return part


def _days(booking: Booking, by: Actor, session: Session | None, wished: Sequence[date]) -> list[date]:
    """The days of the part, checked as in a move; none when it stays on the day of the booking."""
    rules.of_offer(booking.offer, session)
    days = agreeing.days_of(session, wished)
    if days and fees.bound(by, booking):
        raise Refused("too_late_to_move", fees.why_bound())
    check(rules.date_faults(booking.revision, days))
    if days:
        rules.paid_in_time(booking, [*days, *([timezone.localtime(session.ends_at).date()] if session else [])])
    return days


def _part(booking: Booking, units: int, pupils: int | None) -> Booking:
    """What goes on by itself, as counts; what stays must still be a booking that the offer allows."""
    revision, by_pupil = booking.revision, booking.revision.unit == "pupil"
    if revision.unit == "lump_sum":
        raise Refused("not_divisible", _("This offer has one price for the whole, so it cannot be split."))
    if by_pupil and pupils is None:
        raise Invalid.field("#/pupils", "required", _("Say how many pupils go apart."))
    if not by_pupil and not 1 <= units < booking.units:
        sentence = _("Found %(found)s; expected 1 to %(most)s: something must stay as well.")
        bounds = {"found": units, "most": booking.units - 1}
        raise Invalid.field("#/units", "out_of_range", sentence % bounds)
    most = booking.pupils - 1
    theirs = booking.pupils * units // booking.units if pupils is None else pupils
    if not 1 <= theirs <= most:
        sentence = _("Found %(found)s; expected 1 to %(most)s: something must stay as well.")
        raise Invalid.field("#/pupils", "out_of_range", sentence % {"found": theirs, "most": most})
    kept_units = max(booking.units - units, 1) if by_pupil else booking.units - units
    for counts in ((units, theirs), (kept_units, booking.pupils - theirs)):
        faults = rules.faults_of(
            revision, units=counts[0], pupils=counts[1], year_groups=[], dates=[], own_contribution=ZERO
        )  # fmt: skip
        for fault in faults:
            sentence = _("A part of %(units)s with %(pupils)s pupils is not possible with this offer. %(why)s")
            shown: dict[str, object] = {"units": counts[0], "pupils": counts[1], "why": fault.detail}
            raise Refused("part_too_small", sentence % shown)
    quantity = rules.quantity_of(revision, units, theirs)
    kept = {name: getattr(booking, name) for name in KEPT}
    adults = booking.adults * theirs // booking.pupils
    return Booking(units=units, pupils=theirs, adults=adults, quantity=quantity, split_from=booking, **kept)


def _carry_over(booking: Booking, part: Booking, by: Actor) -> None:
    """In the ledger the money moves from one cause to the other; nobody comes in between: the account is held."""
    programme, fixed = booking.offer.programme, booking.is_fixed
    assert booking.account_id is not None  # there is money on it
    budgets.release(booking.account_id, part.reserved, cause=booking, by=by, team=booking.team_id)
    budgets.reserve(
        programme, None if fixed else booking.school, part.reserved, cause=part, by=by,
        line=paying_line(booking.offer) if fixed else "", team=booking.team_id,
    )  # fmt: skip
