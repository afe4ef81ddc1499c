"""A timeline by quarter: what is planned from when until when, as the geometry of an SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.funding.models import Measure
from portal.funding.quarters import Quarter

WIDTH, TOP, ROW, LABEL, BAR = 1000, 38, 46, 14, 18
MOST = 40  # quarters
LONGEST_LABEL = 90
WORD = 72  # a bar that is narrower than this has no room for its word


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase of a row; `roomy`: its word fits in it."""

    phase: str
    x: int
    width: int
    first: Quarter
    last: Quarter

    @property
    def roomy(self) -> bool:
        """Whether its word fits."""
        return self.width >= WORD

    @property
    def middle(self) -> int:
        """Where its word stands."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its bars; `y` is the top of them, `base` the foot of the letters in them; its name is above."""

    measure: Measure
    label: str
    y: int
    bars: tuple[Bar, ...]

    @property
    def base(self) -> int:
        """The foot of the letters in the bars."""
        return self.y + BAR - 5

    @property
    def above(self) -> int:
        """The foot of the letters of its name."""
        return self.y - 5


@dataclass(frozen=True, slots=True)
class Tick:
    """The left side of a quarter, its middle and its number; `year` at the first one of a year."""

    x: int
    middle: int
    place: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn, in units of the SVG; `today` is nothing outside it."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    height: int
    today: int | None
    width: int = WIDTH
    bar: int = BAR


def planned(measure: Measure, last: Quarter) -> list[tuple[str, Quarter, Quarter]]:
    """The phases of a measure with their first and last quarter; without any the one that it is in, until `last`."""
    phases = [(each["phase"], Quarter.read(each["from"]), Quarter.read(each["until"])) for each in measure.planning]
    if phases or not measure.is_planned:
        return phases
    ready = Quarter.read(measure.ready) if measure.ready else max(last, Quarter.read(measure.start))
    return [(measure.status, Quarter.read(measure.start) if measure.start else ready, ready)]


def timeline(measures: Sequence[Measure], first_day: date, last_day: date, today: date) -> Timeline:
    """The planned measures in their order, on the quarters of the plan and those outside it that they name."""
    begins, ends = Quarter.of(first_day), Quarter.of(last_day)
    found = [(each, planned(each, ends)) for each in measures if each.is_planned]
    named = [quarter for _each, phases in found for _phase, *both in phases for quarter in both]
    begins = min([begins, *named])
    ends = min(max([ends, *named]), Quarter(begins.number + MOST - 1))
    count = ends.number - begins.number + 1

    def at(quarters: float) -> int:
        return int(WIDTH * min(max(quarters, 0), count) / count)

    rows = tuple(
        Row(each, _short(each.name), TOP + place * ROW + LABEL, tuple(_bars(phases, begins, at)))
        for place, (each, phases) in enumerate(found)
    )
    quarters = [Quarter(begins.number + place) for place in range(count)]
    ticks = tuple(
        Tick(at(place), at(place + 0.5), each.place, each.year if each.place == 1 or not place else None)
        for place, each in enumerate(quarters)
    )
    now = Quarter.of(today)
    share = (today - now.first_day).days / ((now.last_day - now.first_day).days + 1)
    inside = begins <= now <= ends
    return Timeline(rows, ticks, TOP + len(rows) * ROW, at(now.number - begins.number + share) if inside else None)


def _bars(phases: list[tuple[str, Quarter, Quarter]], begins: Quarter, at: Callable[[float], int]) -> list[Bar]:
    """Where one phase ends in the quarter in which the next begins, each has half of that quarter."""
    shared = [one[2] == other[1] for one, other in pairwise(phases)]
    bars = []
    for place, (phase, first, last) in enumerate(phases):
        left = first.number - begins.number + (0.5 if place and shared[place - 1] else 0)
        right = last.number - begins.number + (0.5 if place < len(shared) and shared[place] else 1)
        bars.append(Bar(phase, at(left), max(at(right) - at(left) - 2, 4), first, last))
    return bars


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
