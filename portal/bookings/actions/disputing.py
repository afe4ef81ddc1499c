"""When school and provider do not agree: the school says what it saw, the provider answers, or the officer decides."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned
from catalogue.lifecycle import move
from catalogue.offers.models import MOST_UNITS
from portal.bookings import rules
from portal.bookings.holds import taken_on, undo
from portal.bookings.models import Booking, Delivery, Dispute
from portal.bookings.queries import officer_decides_from
from portal.bookings.states import VERDICTS


@deed
def dispute(
    booking: Booking, *, reason: str, by: Actor, sessions: int | None = None, pupils_reached: int | None = None
) -> Booking:
    """The school says that the report is not right, and what it counted itself; the provider corrects or explains.

    `Invalid` without a reason, for a number that cannot be, and for only one of the two counts.
    """
    rules.insist(rules.decides(by, booking.school), rules.may_dispute(by, booking), booking)
    reasoned(reason, _("Say what was different, so that the provider can correct it."))
    counts = {"sessions": sessions, "pupilsReached": pupils_reached}
    given = {name: value for name, value in counts.items() if value is not None}
    faults = [
        Fault(f"#/{name}", "out_of_range", _("Found %(found)s; expected 0 to 100,000.") % {"found": value})
        for name, value in given.items()
        if not 0 <= value <= MOST_UNITS
    ]
    if len(given) == 1:
        (missing,) = set(counts) - set(given)
        faults.append(Fault(f"#/{missing}", "required", _("Fill in both: how many times, and how many pupils.")))
    check(faults)
    move(booking, "disputed", by=by, because=reason, data=given)
    Dispute.objects.create(
        booking=booking, reason=reason, sessions=sessions, pupils_reached=pupils_reached, by=by.label[:200]
    )
    return booking


@deed
def explain(booking: Booking, *, words: str, by: Actor) -> Booking:
    """The provider answers in words and leaves its report as it is; the school agrees, or disputes it again.

    `Invalid` without words; the days that the school has to answer begin again.
    """
    rules.insist(by.provider == booking.provider_id, rules.may_explain(by, booking), booking)
    if not words.strip():
        raise Invalid.field("#/words", "required", _("Explain to the school why your report is right."))
    move(booking, "delivered", by=by, because=words, delivered_at=timezone.now())
    answered(booking, words, by=by)
    return booking


@deed
def decide_dispute(booking: Booking, *, verdict: str, reason: str, by: Actor) -> Booking:
    """The officer decides, with a reason that both sides read: `as_reported`, `as_seen` or `not_delivered`.

    The first two accept the delivery, the second with the counts of the school in place of those reported; the third
    cancels the booking and gives places and money back. `Refused("provider_first")` while the provider may still
    answer, `Refused("no_counts")` for `as_seen` when the school counted nothing; `Invalid` without a reason.
    """
    rules.insist(rules.settles(by, booking), rules.may_decide_dispute(by, booking), booking)
    reasoned(reason, _("Give the reason for your decision. The school and the provider read it."))
    if verdict not in dict(VERDICTS):
        expected = ", ".join(dict(VERDICTS))
        sentence = _("Found “%(found)s”; expected one of: %(expected)s.") % {"found": verdict, "expected": expected}
        raise Invalid.field("#/verdict", "unknown", sentence)
    start = officer_decides_from(booking)
    if timezone.localdate() < start:
        sentence = _(
            "The provider may answer first. You can decide from %(day)s, or when the school disputes it again."
        )
        raise Refused("provider_first", sentence % {"day": date_format(start, "j F Y")})
    last = Dispute.objects.filter(booking=booking).last()
    if verdict == "as_seen" and not (last and last.counted):
        raise Refused("no_counts", _("The school did not say what it counted. Ask it, or decide otherwise."))
    if verdict == "as_seen" and last and last.pupils_reached:
        booking.fee = None  # somebody was there after all
        Booking.objects.filter(pk=booking.pk).update(fee=None)
    if verdict == "not_delivered":
        undo(booking, "cancelled", by, reason)
    else:
        taken_on(booking, by, because=reason)
    if last:
        Dispute.objects.filter(pk=last.pk).update(verdict=verdict, verdict_reason=reason)
        if verdict == "as_seen":
            _as_seen(last, reason, by)
    return booking


def answered(booking: Booking, words: str, *, by: Actor) -> None:
    """Keep what the provider answered with the dispute that it answers. Part of a deed of the provider."""
    rows = Dispute.objects.filter(booking=booking, answered_at=None)
    rows.update(answer=words[:1000], answered_at=timezone.now(), answered_by=by.label[:200])


def _as_seen(last: Dispute, reason: str, by: Actor) -> None:
    """The counts of the school take the place of everything that was reported, on the day of the last report."""
    rows = Delivery.objects.filter(booking=last.booking_id, replaced_by=None)
    said = Delivery.objects.create(
        booking_id=last.booking_id, date=max(each.date for each in rows), sessions=last.sessions or 0,
        pupils_reached=last.pupils_reached or 0, reason=reason, by=by.label[:200],
    )  # fmt: skip
    rows.exclude(pk=said.pk).update(replaced_by=said)
