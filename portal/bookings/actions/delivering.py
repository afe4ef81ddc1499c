"""The provider answers and reports; the school judges what it got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, check, reasoned
from catalogue.lifecycle import change, move
from catalogue.money import ZERO
from catalogue.offers.models import MOST_UNITS
from portal.bookings import agreeing, rules
from portal.bookings.actions.disputing import answered
from portal.bookings.actions.ordering import ordered
from portal.bookings.holds import taken_on, undo
from portal.bookings.models import Booking, Delivery
from portal.entitlements import counters

Attended = tuple[int, int]  # enrolled and present at one session


@deed
def confirm(booking: Booking, *, by: Actor) -> Booking:
    """The provider takes the request on."""
    rules.insist(by.provider == booking.provider_id, rules.may_answer(by, booking), booking)
    move(booking, "confirmed", by=by)
    agreeing.lapse(booking, by)
    ordered(booking, by=by)
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
    remarks: str = "", attendance: Sequence[Attended] = (), complete: bool = True,
) -> Booking:  # fmt: skip
    """The provider reports what was delivered; the school then judges it. `Invalid` per wrong number or date.

    Not `complete`: there is more to come, and the school judges after the last report. While the school disputes, the
    report takes the place of all earlier ones.
    `Refused("after_term")` for a day on which the money that pays it could not be spent any more.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_deliver(by, booking), booking)
    said = Delivery(
        booking=booking, date=date, sessions=sessions, pupils_reached=pupils_reached, hours=hours, remarks=remarks,
        attendance=[list(each) for each in attendance], by=by.label[:200],
    )  # fmt: skip
    _possible(booking, said)
    data = {"sessions": sessions, "pupils": pupils_reached}
    if booking.status == "confirmed" and not complete:
        change(booking, event="reported", by=by, data=data)
        said.save(force_insert=True)
        return booking
    disputed = booking.status == "disputed"
    move(booking, "delivered", by=by, delivered_at=timezone.now(), fee=None, data=data)
    replaced = list(booking.deliveries.filter(replaced_by=None)) if disputed else []
    _written(said, replaced)
    if disputed:
        answered(booking, remarks or _("A new report was made."), by=by)
        return booking
    agreeing.lapse(booking, by)
    ordered(booking, by=by)
    if booking.entitlement_id:
        counters.deliver(booking.entitlement_id, booking.quantity)
    return booking


@deed
def correct(
    delivery: Delivery, *, reason: str, date: date, sessions: int, pupils_reached: int, by: Actor,
    hours: Decimal = ZERO, remarks: str = "", attendance: Sequence[Attended] = (),
) -> Booking:  # fmt: skip
    """The provider puts one of its reports right, with a reason that the school reads; the old one stays to be seen.

    Before the school answered, or as the answer to its dispute: its days to answer begin again.
    `Refused("wrong_state")` after that, and for a report that was corrected already; else as `deliver`.
    """
    booking = delivery.booking
    right_moment = rules.may_correct(by, booking) and delivery.counts
    rules.insist(by.provider == booking.provider_id, right_moment, booking)
    reasoned(reason, _("Say why the report changes, so that the school understands it."))
    said = Delivery(
        booking=booking, date=date, sessions=sessions, pupils_reached=pupils_reached, hours=hours, remarks=remarks,
        attendance=[list(each) for each in attendance], reason=reason, by=by.label[:200],
    )  # fmt: skip
    _possible(booking, said)
    data = {"sessions": sessions, "pupils": pupils_reached}
    if booking.status == "disputed":
        move(booking, "delivered", by=by, because=reason, delivered_at=timezone.now(), fee=None, data=data)
        answered(booking, reason, by=by)
    else:
        again = {"delivered_at": timezone.now(), "fee": None} if booking.status == "delivered" else {}
        change(booking, event="corrected", by=by, because=reason, data=data, **again)
    _written(said, [delivery])
    return booking


def _possible(booking: Booking, said: Delivery) -> None:
    """`Invalid` with every number and day that cannot be; `Refused("after_term")`."""
    faults = [
        Fault(f"#/{name}", "out_of_range", _("Found %(found)s; expected 0 to 100,000.") % {"found": value})
        for name, value in (("sessions", said.sessions), ("pupilsReached", said.pupils_reached), ("hours", said.hours))
        if not 0 <= value <= MOST_UNITS
    ]
    if said.date > timezone.localdate():
        sentence = _("This day lies in the future. Report a delivery on the day itself or later.")
        faults.append(Fault("#/date", "in_future", sentence))
    check([*faults, *_attendance_faults(said)])
    rules.paid_in_time(booking, [said.date])


def _attendance_faults(said: Delivery) -> Iterator[Fault]:
    if said.attendance and len(said.attendance) != said.sessions:
        sentence = _("Counted %(counted)s times, but %(sessions)s times were reported. Count each time once, or none.")
        yield Fault("#/attendance", "wrong_number", sentence % {
            "counted": len(said.attendance), "sessions": said.sessions})  # fmt: skip
    for number, (enrolled, present) in enumerate(said.attendance):
        if not 0 <= present <= enrolled <= MOST_UNITS:
            sentence = _("Found %(present)s present of %(enrolled)s; nobody can be there who was not enrolled.")
            yield Fault(f"#/attendance/{number}/present", "out_of_range", sentence % {
                "present": present, "enrolled": enrolled})  # fmt: skip


def _written(said: Delivery, replaced: Sequence[Delivery]) -> None:
    """Keep the report; it takes the place of these."""
    said.save(force_insert=True)
    Delivery.objects.filter(pk__in=[each.pk for each in replaced]).update(replaced_by=said)


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
def remind(booking: Booking, *, by: Actor) -> Booking:
    """Remind the school that silence accepts soon: once per report. The letter follows from the journal."""
    return change(booking, event="judgement_due", by=by, judge_reminded_at=timezone.now())
