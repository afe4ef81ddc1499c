"""Booked, delivered, claimed, sanctioned: side by side, with every difference in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.bookings.models import Booking
from portal.bookings.reports import Report, report_of
from portal.claims.checks import Check
from portal.claims.models import ClaimLine

ORDER = {"block": 0, "warn": 1, "pass": 2}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, in words; `kind` is its colour: good, warn or bad."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of a claim beside its booking and its (last) delivery, with the checks about it.

    A cost for a bespoke request has no booking and no delivery: it stands beside what was granted.
    """

    line: ClaimLine
    delivery: Report | None
    delivered: Difference | None
    claimed: Difference | None
    checks: list[Check]

    @property
    def open(self) -> list[Check]:
        """The checks that somebody must look at, the gravest first."""
        return [each for each in self.checks if each.verdict != "pass"]

    @property
    def passed(self) -> list[Check]:
        """The checks that are in order."""
        return [each for each in self.checks if each.verdict == "pass"]


def compared(lines: Sequence[ClaimLine], checks: Sequence[Check]) -> list[Compared]:
    """Every line with its differences; `lines` come with booking, revision and deliveries."""
    return [_compared(line, [each for each in checks if each.line == str(line.pk)]) for line in lines]


def of_the_whole(checks: Sequence[Check]) -> list[Check]:
    """The checks that are about the claim and not about one line, the gravest first."""
    return sorted((each for each in checks if not each.line), key=lambda each: ORDER[each.verdict])


def _compared(line: ClaimLine, checks: list[Check]) -> Compared:
    checks.sort(key=lambda each: ORDER[each.verdict])
    if line.booking is None:
        return Compared(line, None, None, None, checks)
    delivery = report_of(line.booking)
    return Compared(line, delivery, _delivered(line.booking, delivery), _claimed(line, line.booking), checks)


def _delivered(booking: Booking, delivery: Report | None) -> Difference:
    if delivery is None:
        return Difference(_("nothing reported"), "bad")
    fewer = booking.pupils - delivery.pupils_reached
    if fewer > 0:
        words = ngettext("%(number)s pupil fewer than booked", "%(number)s pupils fewer than booked", fewer)
        return Difference(words % {"number": fewer}, "warn")
    if fewer < 0:
        words = ngettext("%(number)s pupil more than booked", "%(number)s pupils more than booked", -fewer)
        return Difference(words % {"number": -fewer}, "good")
    return Difference(_("as many pupils as booked"), "good")


def _claimed(line: ClaimLine, booking: Booking) -> Difference:
    more = line.quantity - booking.quantity
    if more > 0:
        return Difference(_("%(number)s more than booked") % {"number": more}, "bad")
    if more < 0:
        return Difference(_("%(number)s fewer than booked") % {"number": -more}, "warn")
    if line.unit_price < booking.revision.price:
        return Difference(_("as booked, for a lower price"), "good")
    return Difference(_("as booked"), "good")
