"""The months, the school terms and the year of a programme: what an entitlement is counted in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.programmes.models import Programme

MONTH, TERM, YEAR = "month", "term", "year"
MONTHS, A_DAY = 12, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `starts_on` to `ends_on`, both included: the `number`-th month, term or year of a programme.

    `kind` is empty for the whole programme of an offer without an entitlement.
    """

    kind: str
    number: int
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        """For people: “oktober 2026”, “school term 1 (1 August to 30 October 2026)”, “school year 2026-2027”."""
        if self.kind == MONTH:
            return date_format(self.starts_on, "F Y")
        if self.kind == TERM:
            days = {"first": date_format(self.starts_on, "j F"), "last": date_format(self.ends_on, "j F Y")}
            return _("school term %(number)d (%(first)s to %(last)s)") % {"number": self.number, **days}
        years = dict.fromkeys((self.starts_on.year, self.ends_on.year))
        return _("school year %(years)s") % {"years": "-".join(map(str, years))}


def periods_of(programme: Programme, kind: str) -> list[Period]:
    """The periods of this kind, in order, without gaps from the first day of the programme to its last.

    Days before the first term belong to it; without `term_starts` the whole programme is one term.
    """
    first, last = programme.starts_on, programme.ends_on
    starts = {MONTH: _months(first, last), TERM: _terms(programme)}.get(kind, [first])
    ends = [*(start - A_DAY for start in starts[1:]), last]
    return [Period(kind, number, *days) for number, days in enumerate(zip(starts, ends, strict=True), start=1)]


def period_on(periods: Iterable[Period], day: date) -> Period:
    """The one that a day lies in; the first or the last one for a day outside the programme."""
    known = list(periods)
    return next((each for each in known if day <= each.ends_on), known[-1])


def _months(first: date, last: date) -> list[date]:
    counted = range(first.year * MONTHS + first.month, last.year * MONTHS + last.month)  # the months after the first
    return [first, *(date(number // MONTHS, number % MONTHS + 1, 1) for number in counted)]


def _terms(programme: Programme) -> list[date]:
    named = sorted(date.fromisoformat(day) for day in programme.term_starts)
    return [programme.starts_on, *(day for day in named[1:] if programme.starts_on < day <= programme.ends_on)]
