"""The figures for the state, added up from paid claims; every figure can be opened to the lines behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import overload

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from portal.accountability.counting import Counted, counted
from portal.accountability.models import GrantSettlement, SisaSignature
from portal.accountability.tables import SisaRow, SisaTable, sisa_table
from portal.claims.models import ClaimLine

__all__ = [
    "FIGURES",
    "Behind",
    "LinesBehind",
    "SisaRow",
    "SisaTable",
    "lines_behind",
    "municipalities_visible_to",
    "settlements_visible_to",
    "signatures_visible_to",
    "sisa_table",
]


def municipalities_visible_to(actor: Actor) -> QuerySet[Municipality]:
    """The own municipality of a municipal actor; accounts are not public."""
    rows = Municipality.objects.all()
    return rows.filter(pk=actor.municipality) if actor.municipality else rows.none()


def settlements_visible_to(actor: Actor) -> QuerySet[GrantSettlement]:
    """The settlements of grants of the own municipality, newest first."""
    rows = GrantSettlement.objects.select_related("grant__regulation", "grant__municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def signatures_visible_to(actor: Actor) -> QuerySet[SisaSignature]:
    """The SiSa tables of the own municipality that wait for a second person, were signed or refused, newest first."""
    rows = SisaSignature.objects.select_related("municipality").order_by("-year", "-created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


@dataclass(frozen=True, slots=True)
class Behind:
    """A line of a paid claim and what of it counts in a figure: all of it, or the `share` that one grant pays.

    A `correction` is what it is more, or (below zero) less than signed tables said.
    """

    line: ClaimLine
    share: Decimal
    paid_on: date
    correction: bool


class LinesBehind(Sequence[Behind]):
    """What one figure is made of, newest payment first; lines are read page by page, three statements each."""

    def __init__(self, lines: Iterable[Counted]) -> None:
        found = [(each.line, each.amount, each.paid_on, each.correction) for each in lines]
        self._parts = sorted(found, key=lambda each: (-each[2].toordinal(), str(each[0])))

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, at: int) -> Behind: ...

    @overload
    def __getitem__(self, at: slice) -> list[Behind]: ...

    def __getitem__(self, at: int | slice) -> Behind | list[Behind]:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        wanted = self._parts[at]
        rows = ClaimLine.objects.select_related(
            "claim__provider", "claim__school", "booking__school", "booking__offer", "request__school"
        )
        lines = rows.prefetch_related("claim__invoices").in_bulk([pk for pk, *_rest in wanted])
        return [Behind(lines[pk], share, day, correction) for pk, share, day, correction in wanted]

    @property
    def total(self) -> Decimal:
        """The figure itself."""
        return sum((share for _pk, share, *_rest in self._parts), ZERO)


FIGURES: Mapping[str, Callable[[Counted, int], bool]] = {
    "year": lambda each, year: each.year == year and not each.correction,
    "correction": lambda each, year: each.year == year and each.correction,
    "cumulative": lambda each, year: each.year <= year,
}


def lines_behind(
    municipality: Municipality, year: int, *, goal: str, regulation: str, figure: str = "year"
) -> LinesBehind:
    """What one figure of the table of a year is made of: the `year`, its `correction`, or `cumulative`.

    Without regulation and goal it is what no grant of the plan pays. The lines add up to the figure to the cent.
    """
    counts = FIGURES[figure]
    return LinesBehind(
        each for each in counted(municipality) if counts(each, year) and _name(each) == (goal, regulation)
    )


def _name(each: Counted) -> tuple[str, str]:
    return (each.goal.code, each.goal.regulation.code) if each.goal else ("", "")
