"""What a provider fills in about a booking, a session and itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Session
from catalogue.offers.series import MOST_DATES
from catalogue.programmes.queries import holiday_regions
from frontend.forms import Day, PageForm, WholeNumber


class Moment(PageForm):
    """A session: a day with a beginning and an end."""

    day = Day(label=_("Day"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    capacity = WholeNumber(
        label=_("Places"), required=False, help_text=_("Empty: as many as the offer has places in all.")
    )

    @classmethod
    def of(cls, session: Session) -> Moment:
        """The form as the session now is."""
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        times = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        return cls(initial=times | {"place": session.place, "capacity": session.capacity})

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `offers.actions` takes it."""
        given = self.cleaned_data
        moments = {f"{name}_at": self._moment(name) for name in ("starts", "ends")}
        return moments | {"place": given["place"], "capacity": given["capacity"]}

    def field_of(self, location: str) -> str:
        """`#/startsAt` → `starts`: a day and a time are one moment to the rules."""
        return super().field_of(location).removesuffix("_at")

    def _moment(self, name: str) -> datetime:
        """The day at the time of this field, in the time of the Netherlands."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data[name]))


class Days(forms.CharField):
    """Some days, with commas between them."""

    def clean(self, value: Any) -> list[date]:
        """The days, or which piece is none."""
        pieces = [piece.strip() for piece in str(value or "").replace("\n", ",").split(",") if piece.strip()]
        one, found = Day(), []
        for piece in pieces[:100]:
            try:
                found.append(one.clean(piece))
            except forms.ValidationError as error:
                wrong = gettext("Found “%(found)s”; expected days such as 15-03-2027, with commas between them.")
                raise forms.ValidationError(wrong % {"found": piece[:40]}) from error
        return found


class Planning(Moment):
    """A new session, or a series of them."""

    every = forms.ChoiceField(
        label=_("Repeat"), required=False,
        choices=[("", _("once")), ("week", _("every week")), ("two_weeks", _("every two weeks")),
                 ("month", _("every month"))],
    )  # fmt: skip
    until = Day(label=_("Until and with"), required=False)
    times = WholeNumber(label=_("Or how many times?"), required=False, most=MOST_DATES)
    skip_holidays = forms.ChoiceField(label=_("Leave out school holidays"), required=False)
    skip_days = Days(
        label=_("Leave out these days too"), required=False,
        help_text=_("Such as 15-03-2027, 22-03-2027. Days without lessons, for example."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["skip_holidays"]
        assert isinstance(field, forms.ChoiceField)
        regions = [(each, gettext("region %(name)s") % {"name": each.capitalize()}) for each in holiday_regions()]
        field.choices = [("", gettext("no")), *regions]

    @property
    def repeats(self) -> bool:
        """Whether more than one date is meant."""
        return bool(self.cleaned_data["every"])


class Bank(PageForm):
    """Where the municipality pays to."""

    iban = forms.CharField(label=_("IBAN"), max_length=34, help_text=_("For example NL91 ABNA 0417 1643 00."))
    account_name = forms.CharField(
        label=_("In the name of"), max_length=70, help_text=_("Exactly as your bank knows it; banks compare it.")
    )

    def clean_iban(self) -> str:
        """Without blanks, in capitals."""
        return "".join(str(self.cleaned_data["iban"]).split()).upper()
