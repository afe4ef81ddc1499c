"""Facts of law and of policy: what holds on a day, from when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.programmes import queries
from catalogue.programmes.models import LegalFact
from frontend.access import page
from frontend.forms import Day, PageForm
from frontend.templatetags.portal import euro

UNITS = dict(LegalFact.UNITS)


class OnDay(PageForm):
    """The day that is asked about."""

    on = Day(label=gettext_lazy("On which day?"), required=False)

    def __init__(self, filled: Any) -> None:
        super().__init__(filled if "on" in filled else None, initial={"on": timezone.localdate()})

    @property
    def day(self) -> date:
        """The day that was filled in, else today."""
        asked: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return asked or timezone.localdate()


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, and its value as people write it."""

    fact: LegalFact
    value: str


@page(*MUNICIPAL_ROLES)
def facts(request: HttpRequest) -> HttpResponseBase:
    """What holds today, or `?on=` another day."""
    form = OnDay(request.GET)
    day = form.day
    rows = sorted((Row(each, _written(each)) for each in queries.facts_on(day)), key=lambda row: row.fact.words.lower())
    context = {"rows": rows, "form": form, "day": day}
    return render(request, "municipality/facts.html", context, status=form.status)


def _written(fact: LegalFact) -> str:
    """`960` hours → “960 hours”, `9.33` euro → “€ 9,33”; words as they are."""
    try:
        number = Decimal(fact.value)
    except InvalidOperation:
        return fact.value
    if fact.unit == "euro":
        return euro(number)
    whole = number == number.to_integral_value()
    shown = number_format(number.quantize(Decimal(1)) if whole else number)
    return f"{shown} {UNITS[fact.unit]}" if fact.unit else shown
