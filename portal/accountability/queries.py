"""The figures for the state, added up from paid claims; every figure can be opened to the lines behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import overload

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from portal.accountability.attribution import Part, parts_of
from portal.accountability.models import GrantSettlement
from portal.claims.models import ClaimLine
from portal.funding.queries import transferred_by_year


@dataclass(frozen=True, slots=True)
class SisaRow:
    """One goal of one regulation: spent in the year, and in all years until it. `apart`: "", "rent" or "staff"."""

    regulation: str
    sisa_code: str
    goal: str
    label: str
    apart: str
    year: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class SisaTable:
    """The table of one municipality and year. Amounts are without VAT; `total` leaves nothing of the rows out.

    `transferred` (and until the end of the year `transferred_until`) went to other municipalities: it stands in no row.
    """

    municipality: Municipality
    year: int
    rows: tuple[SisaRow, ...]
    transferred: Decimal = ZERO
    transferred_until: Decimal = ZERO

    def sum_of(self, *, apart: str, cumulative: bool = False) -> Decimal:
        """Measures (`apart=""`), extra rent or civil-servant capacity: SiSa shows the last two apart."""
        return sum((r.cumulative if cumulative else r.year for r in self.rows if r.apart == apart), ZERO)

    @property
    def total(self) -> Decimal:
        """Everything paid in the year."""
        return sum((row.year for row in self.rows), ZERO)


def municipalities_visible_to(actor: Actor) -> QuerySet[Municipality]:
    """The own municipality of a municipal actor; accounts are not public."""
    rows = Municipality.objects.all()
    return rows.filter(pk=actor.municipality) if actor.municipality else rows.none()


def settlements_visible_to(actor: Actor) -> QuerySet[GrantSettlement]:
    """The settlements of grants of the own municipality, newest first."""
    rows = GrantSettlement.objects.select_related("grant__regulation", "grant__municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def sisa_table(municipality: Municipality, year: int) -> SisaTable:
    """Paid claims of the municipality by regulation and goal, in the year and cumulative. Eleven statements, always.

    A claim counts in the year in which its invoice was paid, under the grant that pays it (`attribution.parts_of`):
    each euro in one row. What no grant of the plan may pay stands in rows without a regulation.
    """
    paid = [part for part in parts_of(municipality) if _until(part, year)]
    until, within = _sums(paid), _sums(part for part in paid if _within(part, year))
    goals = SpendingGoal.objects.select_related("regulation").filter(_used(municipality) | Q(pk__in=_goals(until)))
    rows = [
        SisaRow(
            goal.regulation.code, goal.regulation.sisa_code, goal.code, goal.label, goal.apart,
            within.get(goal.pk, ZERO), until.get(goal.pk, ZERO),
        )
        for goal in goals.distinct().order_by("regulation__code", "apart", "code")
    ]  # fmt: skip
    if until.get(None):
        label = _("Paid by no grant of the plan: own money, or a line to mend")
        rows.append(SisaRow("", "", "", label, "", within.get(None, ZERO), until[None]))
    passed = transferred_by_year(municipality)
    until_now = sum((amount for of, amount in passed.items() if of <= year), ZERO)
    return SisaTable(municipality, year, tuple(rows), passed.get(year, ZERO), until_now)


@dataclass(frozen=True, slots=True)
class Behind:
    """A line of a paid claim and what of it counts in a figure: all of it, or the `share` that one grant pays."""

    line: ClaimLine
    share: Decimal
    paid_on: date


class LinesBehind(Sequence[Behind]):
    """What one figure is made of, newest payment first; lines are read page by page, three statements each."""

    def __init__(self, parts: Iterable[Part]) -> None:
        found = [(part.spending.thing, part.amount, part.spending.paid_on or date.max) for part in parts]
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
        lines = rows.prefetch_related("claim__invoices").in_bulk([pk for pk, _share, _day in wanted])
        return [Behind(lines[pk], share, day) for pk, share, day in wanted]

    @property
    def total(self) -> Decimal:
        """The figure itself."""
        return sum((share for _pk, share, _day in self._parts), ZERO)


def lines_behind(
    municipality: Municipality, year: int, *, goal: str, regulation: str, cumulative: bool = False
) -> LinesBehind:
    """What one figure of the table of a year is made of, or the one of all years until it."""
    counts = _until if cumulative else _within
    return LinesBehind(
        part
        for part in parts_of(municipality)
        if counts(part, year) and part.goal and (part.goal.code, part.goal.regulation.code) == (goal, regulation)
    )


def _used(municipality: Municipality) -> Q:
    return Q(regulation__programmeregulation__programme__municipality=municipality)


def _until(part: Part, year: int) -> bool:
    return part.spending.paid_on is not None and part.spending.paid_on.year <= year


def _within(part: Part, year: int) -> bool:
    return part.spending.paid_on is not None and part.spending.paid_on.year == year


def _goals(sums: dict[int | None, Decimal]) -> list[int]:
    return [goal for goal in sums if goal is not None]


def _sums(parts: Iterable[Part]) -> dict[int | None, Decimal]:
    sums: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
    for part in parts:
        sums[part.goal.pk if part.goal else None] += part.amount
    return dict(sums)
