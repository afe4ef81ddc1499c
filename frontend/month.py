"""A month as a grid of weeks, for what happens on its days."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """One day of the grid: in this month or of a neighbour, and what happens on it."""

    day: date
    inside: bool
    things: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Month(Generic[T]):
    """A month with its weeks (Monday first) and the months before and after it."""

    first: date
    weeks: tuple[tuple[Cell[T], ...], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=1) * 31).replace(day=1)

    @property
    def weekdays(self) -> list[date]:
        """Seven days whose names stand above the columns."""
        return [cell.day for cell in self.weeks[0]]


def month_of(first: date, things: Iterable[T], day_of: Callable[[T], date]) -> Month[T]:
    """The month of a day, with each thing on its day."""
    found: dict[date, list[T]] = defaultdict(list)
    for thing in things:
        found[day_of(thing)].append(thing)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first.replace(day=1),
        tuple(tuple(Cell(day, day.month == first.month, tuple(found[day])) for day in week) for week in weeks),
    )
