"""The periods that are measured over: a month, quarter, half year or year, written as `2026-11`, `2026-Q4`, `2026-H2`,
`2026`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.monitoring.states import HALF_YEAR, MONTH, QUARTER, YEAR

YEAR_OF_MONTHS = 12
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}
WRITTEN = {
    MONTH: re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII),
    QUARTER: re.compile(r"(20\d{2})-Q([1-4])", re.ASCII),
    HALF_YEAR: re.compile(r"(20\d{2})-H([12])", re.ASCII),
    YEAR: re.compile(r"(20\d{2})()", re.ASCII),
}
BEHIND = {MONTH: "-{:02d}", QUARTER: "-Q{}", HALF_YEAR: "-H{}", YEAR: ""}
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period of a length (`every`); periods of the same length follow each other, so that `number` counts them."""

    every: str
    number: int

    @classmethod
    def of(cls, every: str, day: date) -> Period:
        """The period of this length that a day lies in."""
        return cls(every, (day.year * YEAR_OF_MONTHS + day.month - 1) // MONTHS[every])

    @classmethod
    def read(cls, every: str, text: str) -> Period:
        """`2026-Q4` for a quarter. `ValueError` for anything else."""
        found = WRITTEN[every].fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no {every}")
        year, place = int(found[1]), int(found[2] or 1)
        return cls(every, year * (YEAR_OF_MONTHS // MONTHS[every]) + place - 1)

    @property
    def _first_month(self) -> tuple[int, int]:
        year, month = divmod(self.number * MONTHS[self.every], YEAR_OF_MONTHS)
        return year, month + 1

    @property
    def first_day(self) -> date:
        """The first day of it."""
        return date(*self._first_month, 1)

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return self.next.first_day - A_DAY

    @property
    def next(self) -> Period:
        """The one that follows."""
        return Period(self.every, self.number + 1)

    @property
    def before(self) -> Period:
        """The one that it follows."""
        return Period(self.every, self.number - 1)

    @property
    def words(self) -> str:
        """For people: “November 2026”, “quarter 4 of 2026”."""
        year, month = self._first_month
        place = (month - 1) // MONTHS[self.every] + 1
        if self.every == MONTH:
            return date_format(self.first_day, "F Y")
        if self.every == QUARTER:
            return _("quarter %(place)d of %(year)d") % {"place": place, "year": year}
        if self.every == HALF_YEAR:
            return _("half %(place)d of %(year)d") % {"place": place, "year": year}
        return str(year)

    def __str__(self) -> str:
        year, month = self._first_month
        return f"{year}" + BEHIND[self.every].format((month - 1) // MONTHS[self.every] + 1)
