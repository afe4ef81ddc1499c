"""Dates that repeat, counted out: which days a series has, and which of them it leaves out and why."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from catalogue.errors import Fault, Invalid, check

EVERY = ("week", "two_weeks", "month")
MOST_DATES = 60


@dataclass(frozen=True, slots=True)
class Repeat:
    """From the first day on: `every` week, two weeks or month, until (and with) a day or `times` in all."""

    every: str
    until: date | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that a series would have had: the code and the sentence that say why it has not."""

    day: date
    code: str
    sentence: str


def days_of(first: date, repeat: Repeat, free: Mapping[date, str]) -> Iterator[date | SkippedDay]:
    """Every day in order; one that is left out counts as one of `times`, so that a school year keeps its length.

    `free` maps days on which nothing is planned to what they are called. `Invalid` when it is not said how long it goes
    on, or when that would be more than `MOST_DATES` dates.
    """
    check(_faults(first, repeat))
    for number in range(repeat.times or MOST_DATES + 1):
        day, exists = _nth(first, repeat.every, number)
        if repeat.until and day > repeat.until:
            return
        if number == MOST_DATES:
            raise Invalid.field("#/until", "too_many", _too_many())
        if not exists:
            yield SkippedDay(day, "no_such_day", _("This month has no day %(day)s.") % {"day": first.day})
        elif day in free:
            yield SkippedDay(day, "free_day", _("Left out: %(name)s.") % {"name": free[day]})
        else:
            yield day


def _nth(first: date, every: str, number: int) -> tuple[date, bool]:
    """The day, and whether it exists; else the last day of its month stands for it."""
    if every != "month":
        return first + timedelta(days=1) * (7 * number * (2 if every == "two_weeks" else 1)), True
    months = first.month - 1 + number
    year, month = first.year + months // 12, months % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(first.day, last)), first.day <= last


def _faults(first: date, repeat: Repeat) -> Iterator[Fault]:
    if repeat.every not in EVERY:
        yield Fault("#/every", "unknown", _("Choose every week, every two weeks or every month."))
    if (repeat.until is None) == (repeat.times is None):
        yield Fault("#/until", "required", _("Say until which day, or how many times; one of the two."))
    elif repeat.until is not None and repeat.until < first:
        yield Fault("#/until", "too_early", _("The last day lies before the first day. Choose a later last day."))
    elif repeat.times is not None and not 1 <= repeat.times <= MOST_DATES:
        yield Fault("#/times", "too_many", _too_many())


def _too_many() -> str:
    return _("A series has at most %(most)s dates. Choose an earlier last day, and plan the rest later.") % {
        "most": MOST_DATES
    }
