"""What the reports of a booking say together: corrections in place of what they correct, and no pupil twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, OuterRef, Subquery, When
from django.db.models import Max as Most
from django.db.models import Sum as Total

from catalogue.money import ZERO
from portal.bookings.models import Booking, Delivery
from portal.bookings.states import REPEATED


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was reported: until which day, how often, how long, and how many pupils took part."""

    reports: int
    date: date
    sessions: int
    pupils_reached: int
    hours: Decimal
    remarks: str


def report_of(booking: Booking) -> Report | None:
    """The reports of a booking as one; `None` before the first. Reads `deliveries`, which a list fetches beforehand.

    Groups and pupils are other children in each report, so they add up. Sessions, hours and a lump sum are for the
    same children again and again: the report that reached most of them counts.
    """
    return together(booking, (each for each in booking.deliveries.all() if each.counts))


def together(booking: Booking, rows: Iterable[Delivery]) -> Report | None:
    """These reports of the booking as one."""
    found = sorted(rows, key=lambda each: (each.date, each.pk))
    if not found:
        return None
    reached = [each.pupils_reached for each in found]
    return Report(
        reports=len(found),
        date=found[-1].date,
        sessions=sum(each.sessions for each in found),
        pupils_reached=max(reached) if booking.revision.unit in REPEATED else sum(reached),
        hours=sum((each.hours for each in found), ZERO),
        remarks="\n".join(each.remarks for each in found if each.remarks),
    )


def pupils_reached() -> Any:
    """The same number as `report_of` gives, as an expression over bookings."""
    rows = Delivery.objects.filter(booking=OuterRef("pk"), replaced_by=None).order_by().values("booking")
    most = Subquery(rows.annotate(found=Most("pupils_reached")).values("found"))
    total = Subquery(rows.annotate(found=Total("pupils_reached")).values("found"))
    return Case(When(revision__unit__in=sorted(REPEATED), then=most), default=total)
