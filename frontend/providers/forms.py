"""What a provider fills in about a booking, a session and itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend.forms import Day, PageForm, WholeNumber, Words
from portal.bookings.models import Booking


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
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, booking: Booking) -> Delivered:
        """The form as it is most likely right: the planned day, and everything that was booked."""
        return cls(
            initial={
                "date": likely_day(booking),
                "sessions": booking.units,
                "pupils_reached": booking.pupils,
                "version": booking.version,
            },
            auto_id=f"{booking.pk}-%s",
        )


def likely_day(booking: Booking) -> date:
    """The planned or wished day when it has come, else today."""
    today = timezone.localdate()
    wished = [date.fromisoformat(each) for each in booking.wished_dates]
    planned = [timezone.localtime(booking.session.starts_at).date()] if booking.session else wished
    return max((day for day in planned if day <= today), default=today)


class Moment(PageForm):
    """A session: a day with a beginning and an end."""

    day = Day(label=_("Day"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    capacity = WholeNumber(
        label=_("Places"), required=False, help_text=_("Empty: as many as the offer has places in all.")
    )

    def moment(self, name: str) -> datetime:
        """The day at the time of this field, in the time of the Netherlands."""
        at = datetime.combine(self.cleaned_data["day"], self.cleaned_data[name])
        return timezone.make_aware(at)


class Bank(PageForm):
    """Where the municipality pays to."""

    iban = forms.CharField(label=_("IBAN"), max_length=34, help_text=_("For example NL91 ABNA 0417 1643 00."))
    account_name = forms.CharField(
        label=_("In the name of"), max_length=70, help_text=_("Exactly as your bank knows it; banks compare it.")
    )

    def clean_iban(self) -> str:
        """Without blanks, in capitals."""
        return "".join(str(self.cleaned_data["iban"]).split()).upper()


class Upload(PageForm):
    """A file with a claim."""

    file = forms.FileField(
        label=_("Add evidence"),
        help_text=_("PDF, PNG or JPEG, at most 10 MB. For example a signed attendance count. No names of children."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
