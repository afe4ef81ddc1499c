"""When: a session of the offer, or days that a school would like. The same on the form of a new booking and later."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer, Session
from frontend.forms import Day, PageForm
from frontend.wording import span

WISHED = ("wished_1", "wished_2", "wished_3")


class Days(PageForm):
    """A session when the offer has coming ones with room, else up to three wished days."""

    session = forms.ChoiceField(label=_("Which date?"), required=False, widget=forms.RadioSelect)
    wished_1 = Day(label=_("First wished date"), required=False)
    wished_2 = Day(label=_("Second wished date"), required=False)
    wished_3 = Day(label=_("Third wished date"), required=False)

    sessions: dict[str, Session]

    def offer_days(self, offer: Offer) -> None:
        """Leave the fields that this offer asks for; call it once, at the end of `__init__`."""
        coming = offer.sessions.filter(starts_at__gte=timezone.now())
        self.sessions = {str(each.pk): each for each in coming if each.capacity_left != 0}
        dates = [(key, f"{span(each.starts_at, each.ends_at)} · {each.place}") for key, each in self.sessions.items()]
        self.offer_choices("session", dates)
        for name in WISHED if self.sessions else ():
            del self.fields[name]

    def offer_choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """The choices of a field; without any the field goes away."""
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    @property
    def wished(self) -> list[forms.BoundField]:
        """The fields of wished days, when there are any."""
        return [self[name] for name in WISHED if name in self.fields]

    @property
    def chosen(self) -> Session | None:
        """The session that was chosen."""
        return self.sessions.get(self.cleaned_data.get("session") or "")

    @property
    def dates(self) -> list[date]:
        """The wished dates that were filled in, in the order of the wish."""
        days = [self.cleaned_data.get(name) for name in WISHED]
        return list(dict.fromkeys(day for day in days if day))

    def field_of(self, location: str) -> str:
        """`#/wishedDates/0` is the first date that was filled in, or the date of the offer."""
        name = super().field_of(location)
        if name != "wished_dates":
            return name
        place = location.rsplit("/", 1)[-1]
        number = int(place) if place.isdigit() else 0
        if number >= len(self.dates):
            return "session" if self.sessions else WISHED[0]
        return next(each for each in WISHED if self.cleaned_data.get(each) == self.dates[number])


class OtherDays(Days):
    """Another day for a booking that is there already; `version` is what the person was looking at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_days(offer)
