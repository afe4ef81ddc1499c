"""What a provider fills in about a delivery: what is most likely right stands there already."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend.forms import Day, PageForm, WholeNumber, Words
from portal.bookings.models import Booking, Delivery
from portal.bookings.reports import report_of

MOST_TIMES = 12
NONE = (None, None)


class Delivered(PageForm):
    """What was delivered: filled in beforehand with what was booked, so that one button is mostly enough."""

    date = Day(label=_("Day"))
    sessions = WholeNumber(label=_("How many times?"), least=0)
    pupils_reached = WholeNumber(label=_("Pupils reached"), least=0)
    hours = forms.DecimalField(
        label=_("Hours"), min_value=Decimal(0), max_digits=7, decimal_places=2, required=False, localize=True
    )
    remarks = Words(
        most=1000,
        rows=2,
        required=False,
        label=_("What should the school know?"),
        help_text=_("Counts only. Never write names of children."),
    )
    more = forms.BooleanField(
        label=_("More dates follow"), required=False, help_text=_("Then the school judges after your last report.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, times: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.times = range(1, min(times, MOST_TIMES) + 1)
        for number in self.times:
            self.fields[f"enrolled_{number}"] = WholeNumber(label=_("Enrolled"), least=0, required=False)
            self.fields[f"present_{number}"] = WholeNumber(label=_("Present"), least=0, required=False)

    @classmethod
    def of(cls, booking: Booking, *, counting: bool = False) -> Self:
        """The form as it is most likely right: the planned day, and everything that was booked and not yet reported.

        While the school disputes, what was reported stands there: a new report takes the place of all of it.
        `counting` gives it fields for who was there at each session.
        """
        return cls(
            initial=_likely(booking) | {"version": booking.version},
            auto_id=f"{booking.pk}-%s",
            times=times_of(booking) if counting else 0,
        )

    @property
    def attendance(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each session."""
        return [(self[f"enrolled_{number}"], self[f"present_{number}"]) for number in self.times]

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `bookings.actions` takes it."""
        given = self.cleaned_data
        pairs = [(given[f"enrolled_{number}"], given[f"present_{number}"]) for number in self.times]
        return {
            "date": given["date"],
            "sessions": given["sessions"],
            "pupils_reached": given["pupils_reached"],
            "hours": given["hours"] or Decimal(0),
            "remarks": given["remarks"],
            "attendance": [(enrolled or 0, present or 0) for enrolled, present in pairs if (enrolled, present) != NONE],
        }


class Corrected(Delivered):
    """A report put right: as it was, until something is changed, and why."""

    reason = Words(most=500, rows=2, required=False, label=_("Why does it change? The school reads this."))

    @classmethod
    def of_report(cls, booking: Booking, delivery: Delivery) -> Self:
        """The form as the report is now."""
        counted = {f"enrolled_{each.number}": each.enrolled for each in delivery.present}
        counted |= {f"present_{each.number}": each.present for each in delivery.present}
        names = ("date", "sessions", "pupils_reached", "hours", "remarks")
        initial = {name: getattr(delivery, name) for name in names} | counted | {"version": booking.version}
        return cls(initial=initial, auto_id=f"report-{delivery.pk}-%s", times=times_of(booking))


def _likely(booking: Booking) -> dict[str, Any]:
    reported = report_of(booking)
    if reported and booking.status == "disputed":
        names = ("date", "sessions", "pupils_reached", "hours")
        return {name: getattr(reported, name) for name in names}
    left = max(booking.units - (reported.sessions if reported else 0), 0)
    return {"date": likely_day(booking), "sessions": left, "pupils_reached": booking.pupils}


def times_of(booking: Booking) -> int:
    """Of how many sessions one report may count who was there."""
    return 1 if booking.revision.unit in ("pupil", "lump_sum") else booking.units


def likely_day(booking: Booking) -> date:
    """The planned or wished day when it has come, else today."""
    today = timezone.localdate()
    wished = [date.fromisoformat(each) for each in booking.wished_dates]
    planned = [timezone.localtime(booking.session.starts_at).date()] if booking.session else wished
    return max((day for day in planned if day <= today), default=today)
