"""The provider answers and reports; the school judges what it got."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, check, reasoned
from catalogue.lifecycle import move
from catalogue.money import ZERO
from catalogue.offers.models import MOST_UNITS
from portal.bookings import agreeing, rules
from portal.bookings.holds import taken_on, undo
from portal.bookings.models import Booking, Delivery
from portal.bookings.states import DELIVERED
from portal.entitlements import counters


@deed
def confirm(booking: Booking, *, by: Actor) -> Booking:
    """The provider takes the request on."""
    rules.insist(by.provider == booking.provider_id, rules.may_answer(by, booking), booking)
    move(booking, "confirmed", by=by)
    agreeing.lapse(booking, by)
    return booking


@deed
def decline(booking: Booking, *, reason: str, by: Actor) -> Booking:
    """The provider cannot do it. `Invalid` without a reason."""
    rules.insist(by.provider == booking.provider_id, rules.may_answer(by, booking), booking)
    reasoned(reason, _("Tell the school why, so that it can choose something else."))
    return undo(booking, "declined", by, reason)


@deed
def deliver(
    booking: Booking, *, date: date, sessions: int, pupils_reached: int, by: Actor, hours: Decimal = ZERO,
    remarks: str = "",
) -> Booking:  # fmt: skip
    """The provider reports what was delivered; the school then judges it. `Invalid` per wrong number or date.

    `Refused("after_term")` for a day on which the money that pays it could not be spent any more.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_deliver(by, booking), booking)
    faults = [
        Fault(f"#/{name}", "out_of_range", _("Found %(found)s; expected 0 to 100,000.") % {"found": value})
        for name, value in (("sessions", sessions), ("pupilsReached", pupils_reached), ("hours", hours))
        if not 0 <= value <= MOST_UNITS
    ]
    if date > timezone.localdate():
        sentence = _("This day lies in the future. Report a delivery on the day itself or later.")
        faults.append(Fault("#/date", "in_future", sentence))
    check(faults)
    rules.paid_in_time(booking, [date])
    Delivery.objects.create(
        booking=booking, date=date, sessions=sessions, pupils_reached=pupils_reached, hours=hours, remarks=remarks,
        by=by.label[:200],
    )  # fmt: skip
    first = booking.status not in DELIVERED
    move(
        booking,
        "delivered",
        by=by,
        delivered_at=timezone.now(),
        fee=None,
        data={"sessions": sessions, "pupils": pupils_reached},
    )
    if first:
        agreeing.lapse(booking, by)
    if first and booking.entitlement_id:
        counters.deliver(booking.entitlement_id, booking.quantity)
    return booking


@deed
def accept(booking: Booking, *, by: Actor) -> Booking:
    """The school confirms that it got what was reported."""
    rules.insist(rules.decides(by, booking.school), rules.may_judge(by, booking), booking)
    return taken_on(booking, by)


@deed
def accept_silently(booking: Booking, *, by: Actor) -> Booking:
    """Silence confirms, after the days of the programme."""
    return taken_on(booking, by, because=_("No answer within the agreed days."))


@deed
def dispute(booking: Booking, *, reason: str, by: Actor) -> Booking:
    """The school says that the report is not right; the provider corrects it. `Invalid` without a reason."""
    rules.insist(rules.decides(by, booking.school), rules.may_dispute(by, booking), booking)
    reasoned(reason, _("Say what was different, so that the provider can correct it."))
    return move(booking, "disputed", by=by, because=reason)
