"""Quarters of a year, written as `2026-Q3`: what a plan is planned in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MONTHS, QUARTERS = 3, 4
A_DAY = timedelta(days=1)
WRITTEN = re.compile(r"20\d{2}-Q[1-4]", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter; quarters follow each other, so that `number` (year × 4 + 0 to 3) counts them."""

    number: int

    @classmethod
    def read(cls, text: str) -> Quarter:
        """`2026-Q3`. `ValueError` for anything else."""
        if not WRITTEN.fullmatch(text):
            raise ValueError(f"{text!r} is not a quarter")
        return cls(int(text[:4]) * QUARTERS + int(text[-1]) - 1)

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year * QUARTERS + (day.month - 1) // MONTHS)

    @property
    def year(self) -> int:
        """The year that it lies in."""
        return self.number // QUARTERS

    @property
    def place(self) -> int:
        """1 to 4."""
        return self.number % QUARTERS + 1

    @property
    def first_day(self) -> date:
        """The first day of it."""
        return date(self.year, self.place * MONTHS - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return Quarter(self.number + 1).first_day - A_DAY

    @property
    def words(self) -> str:
        """For people: “quarter 3 of 2026”."""
        return _("quarter %(place)d of %(year)d") % {"place": self.place, "year": self.year}

    @property
    def short(self) -> str:
        """For people who know what it is about: “Q3 2026”."""
        return _("Q%(place)d %(year)d") % {"place": self.place, "year": self.year}

    def __str__(self) -> str:
        return f"{self.year}-Q{self.place}"


def is_quarter(text: str) -> None:
    """A validator: text such as `2026-Q3`."""
    if not WRITTEN.fullmatch(text):
        raise ValidationError(_("Found “%(found)s”; expected a quarter, such as 2026-Q3.") % {"found": str(text)[:20]})
