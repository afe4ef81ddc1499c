"""The checks about one line of a claim: of a delivered booking, or of a cost for a bespoke request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from catalogue.money import written
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.bookings.reports import report_of
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim, ClaimLine


@dataclass(frozen=True, slots=True)
class Check:
    """`verdict` is pass, warn or block; `line` names the line it is about, if one."""

    code: str
    verdict: str
    sentence: str
    line: str = ""


Said = tuple[str, str, str]  # code, verdict, sentence


def checks_of_line(claim: Claim, line: ClaimLine, deadline: date | None, sent_on: date | None) -> list[Check]:
    """What is looked at in a line; bookings come with offer, revision, school and deliveries.

    `sent_on`: when it was sent for the first time; nothing when it was not yet.
    """
    in_time = _in_time(deadline, sent_on or timezone.localdate())
    return [Check(*said, str(line.pk)) for said in _said(claim, line, in_time)]


def over_tolerance(line: ClaimLine, percent: int) -> bool:
    """More is claimed than was booked, or than was delivered, beyond the tolerance of the programme."""
    if line.booking is None or line.booking.fee is not None:
        return False
    counts = (Decimal(line.booking.quantity), delivered_of(line.booking))
    return any(count is not None and _beyond(line.quantity, count, percent) for count in counts)


def delivered_of(booking: Booking) -> Decimal | None:
    """How much was delivered in the unit of the price; nothing when a report does not count in that unit."""
    report = report_of(booking)
    if report is None:
        return None
    counts = {
        "session": Decimal(report.sessions),
        "pupil": Decimal(report.pupils_reached),
        "hour": report.hours or None,
    }
    return counts.get(booking.revision.unit)


def _beyond(claimed: int, count: Decimal, percent: int) -> bool:
    return claimed > count * (100 + percent) / 100


def _said(claim: Claim, line: ClaimLine, in_time: Said) -> Iterator[Said]:
    if line.booking:
        yield _delivered(line.booking)
    elif line.request:
        yield _granted(line.request)
    yield in_time
    yield _once(line.of)
    if line.booking and line.booking.fee is not None:
        yield ("fee", "pass", _("Only the agreed fee is claimed: %(fee)s.") % {"fee": written(line.amount)})
    elif line.booking:
        tolerance = claim.programme.tolerance_percent
        yield _as_booked(line, line.booking, tolerance)
        yield from _as_delivered(line, delivered_of(line.booking), tolerance)
    yield _reserved(line)


def _delivered(booking: Booking) -> Said:
    if booking.status == "accepted":
        return ("delivered", "pass", _("Delivered, and the school confirmed it."))
    if booking.status == "cancelled_late":
        return ("delivered", "pass", _("Cancelled too late by the school: the agreed fee may be claimed."))
    if booking.status in CLAIMABLE:
        return ("delivered", "warn", _("Delivered; the school has not confirmed it yet."))
    if booking.status == "disputed":
        return (
            "delivered",
            "block",
            _("The school disputes the delivery. Return the claim until that is settled."),
        )
    return ("delivered", "block", _("No delivery was reported. Return the claim and ask for the report."))


def _granted(request: BespokeRequest) -> Said:
    if request.status == "granted":
        return ("granted", "pass", _("The bespoke request was granted."))
    return ("granted", "block", _("The bespoke request is not granted any more. Return the claim."))


def _in_time(deadline: date | None, sent_on: date) -> Said:
    if deadline is None:
        return (
            "in_time",
            "block",
            _("There is no date of delivery. Return the claim and ask for the report."),
        )
    shown = {"day": date_format(deadline, "j F Y")}
    if sent_on > deadline:
        return ("in_time", "warn", _("Claimed after the deadline of %(day)s.") % shown)
    return ("in_time", "pass", _("Claimed in time: the deadline is %(day)s.") % shown)


def _once(thing: Booking | BespokeRequest) -> Said:
    if thing.spent:
        sentence = _("%(amount)s of it was approved in an earlier claim; this is about the rest.")
        return ("claimed_once", "warn", sentence % {"amount": written(thing.spent)})
    return ("claimed_once", "pass", _("It stands in no other claim."))


def _as_booked(line: ClaimLine, booking: Booking, percent: int) -> Said:
    shown = {"claimed": line.quantity, "booked": booking.quantity, "why": line.explanation}
    if _beyond(line.quantity, Decimal(booking.quantity), percent):
        if line.explanation:
            sentence = _("Claimed %(claimed)s, but %(booked)s was booked. The claimant says why: “%(why)s”.")
            return ("within_tolerance", "warn", sentence % shown)
        sentence = _("Claimed %(claimed)s, but only %(booked)s was booked, and no reason is given. Return the claim.")
        return ("within_tolerance", "block", sentence % shown)
    if line.quantity != booking.quantity:
        return ("within_tolerance", "warn", _("Claimed %(claimed)s; booked %(booked)s.") % shown)
    return ("within_tolerance", "pass", _("Claimed as much as was booked: %(booked)s.") % shown)


def _as_delivered(line: ClaimLine, count: Decimal | None, percent: int) -> Iterator[Said]:
    if count is None:
        return
    shown = {"claimed": line.quantity, "delivered": number_format(count.normalize(), None), "why": line.explanation}
    if _beyond(line.quantity, count, percent):
        if line.explanation:
            sentence = _("Claimed %(claimed)s, but %(delivered)s was delivered. The claimant says why: “%(why)s”.")
            yield ("as_delivered", "warn", sentence % shown)
        else:
            sentence = _("Claimed %(claimed)s, but only %(delivered)s was delivered, and no reason is given.")
            yield ("as_delivered", "block", sentence % shown)
    elif line.quantity > count:
        yield ("as_delivered", "warn", _("Claimed %(claimed)s; delivered %(delivered)s.") % shown)
    else:
        yield ("as_delivered", "pass", _("No more is claimed than was delivered: %(delivered)s.") % shown)


def _reserved(line: ClaimLine) -> Said:
    if line.granted > line.of.reserved:
        shown = {"reserved": written(line.of.reserved), "claimed": written(line.granted)}
        sentence = _("%(claimed)s is more than the %(reserved)s that is reserved. Approve less.")
        return ("reserved", "block", sentence % shown)
    return ("reserved", "pass", _("The amount was reserved."))
