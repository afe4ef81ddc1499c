"""What the provider does when it does not go on: it calls off, it found nobody, or it does not ask the fee."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, reasoned
from catalogue.lifecycle import move
from catalogue.money import ZERO
from portal.bookings import agreeing, fees, rules
from portal.bookings.holds import release_rest, undo
from portal.bookings.models import Booking, Delivery
from portal.entitlements import counters


@deed
def call_off(booking: Booking, *, reason: str, by: Actor) -> Booking:
    """The provider cannot come after all. It never costs: places, units and money all come back.

    `Forbidden("wrong_role")`, `Refused("wrong_state")`, `Invalid` without a reason.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_call_off(by, booking), booking)
    reasoned(reason, _("Tell the school why, so that it can choose something else."))
    return undo(booking, "cancelled", by, reason)


@deed
def report_absence(booking: Booking, *, date: date, by: Actor, remarks: str = "") -> Booking:
    """The provider came and nobody was there: a report with the count zero, after which only the fee is claimed.

    The school answers it as any report; once it accepts (or says nothing) what is more than the fee is free again.
    `Forbidden("wrong_role")`, `Refused("wrong_state" | "after_term")`, `Invalid` for a day in the future.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_report_absence(by, booking), booking)
    if date > timezone.localdate():
        sentence = _("This day lies in the future. Report a delivery on the day itself or later.")
        raise Invalid.field("#/date", "in_future", sentence)
    rules.paid_in_time(booking, [date])
    Delivery.objects.create(
        booking=booking, date=date, sessions=0, pupils_reached=0, remarks=remarks, by=by.label[:200]
    )  # fmt: skip
    fee = fees.absence_fee(booking)
    data = {"sessions": 0, "pupils": 0, "fee": str(fee.total)}
    because = remarks or _("Nobody was there.")
    move(booking, "delivered", by=by, because=because, delivered_at=timezone.now(), fee=fee.total, data=data)
    agreeing.lapse(booking, by)
    if booking.entitlement_id:
        counters.deliver(booking.entitlement_id, booking.quantity)
    return booking


@deed
def waive_fee(booking: Booking, *, by: Actor, reason: str = "") -> Booking:
    """The provider does not ask the fee of a late cancellation; what was reserved for it is free again.

    `Forbidden("wrong_role")`; `Refused("wrong_state")` when there is no fee, or when it was paid.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_waive(by, booking), booking)
    rest = booking.reserved
    move(booking, "cancelled", by=by, because=reason, reserved=ZERO, fee=None, data={"waived": str(rest)})
    if rest:
        release_rest(booking, by, rest)
    return booking
