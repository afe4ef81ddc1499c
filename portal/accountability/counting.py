"""In which year each euro counts: what was signed stays in its table, and what is different by now corrects the next.

The table of a year is made of these lines alone, so that the years and their corrections add up to the cumulative
figure, to the cent, whatever happened since (DOMAIN § 2.3 (i) and (ii); docs/adr/0046). Amounts without VAT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from portal.accountability.attribution import Part, parts_of
from portal.accountability.models import SignedLine, SisaSignature


@dataclass(frozen=True, slots=True)
class Counted:
    """What a line of a paid claim counts in the table of `year`, for a goal and of a grant; below zero: less than said.

    A `correction` is about a year that was signed before; else the bank paid it in the year itself, on `paid_on`.
    """

    year: int
    line: UUID
    amount: Decimal
    paid_on: date
    goal: SpendingGoal | None
    grant: UUID | None
    correction: bool

    @property
    def key(self) -> tuple[UUID, int | None, UUID | None]:
        """What is compared with what was said before."""
        return self.line, self.goal.pk if self.goal else None, self.grant


def last_signed(municipality: UUID) -> int | None:
    """The last year whose table is signed; nothing is signed before it that is not signed now."""
    rows = SisaSignature.objects.filter(municipality=municipality, status="signed")
    year: int | None = rows.aggregate(last=Max("year"))["last"]
    return year


def counted(municipality: Municipality) -> list[Counted]:
    """Every line of every table: as it was signed, then corrections of it in the first open year, then what is open.

    Together they are what is paid now. Two statements more than `parts_of`.
    """
    last = last_signed(municipality.pk)
    now = [_of_part(part) for part in parts_of(municipality) if part.spending.paid_on]
    return now if last is None else woven(signed_lines(municipality), now, last)


def woven(signed: Sequence[Counted], now: Iterable[Counted], last: int) -> list[Counted]:
    """What was signed until and with the year `last`, what it differs from `now`, and what is of later years.

    Together the amounts are those of `now`, for every line, goal and grant; nothing that was signed is changed.
    """
    before, after = list[Counted](), list[Counted]()
    for each in now:
        (before if each.year <= last else after).append(each)
    return [*signed, *_corrections(signed, before, last + 1), *after]


def _of_part(part: Part) -> Counted:
    paid_on = part.spending.paid_on
    assert paid_on is not None  # only what was paid is counted
    grant = part.grant.pk if part.grant else None
    return Counted(paid_on.year, part.spending.thing, part.amount, paid_on, part.goal, grant, correction=False)


def signed_lines(municipality: Municipality) -> list[Counted]:
    """The lines of all signed tables, as they were signed. One statement."""
    rows = SignedLine.objects.filter(signature__municipality=municipality).select_related(
        "signature", "goal__regulation"
    )
    return [
        Counted(row.signature.year, row.line_id, row.amount, row.paid_on, row.goal, row.grant_id, row.correction)
        for row in rows.order_by("pk")
    ]


def _corrections(signed: Iterable[Counted], before: Iterable[Counted], year: int) -> list[Counted]:
    """What the signed years would say by now, less what they said; nothing where that is the same."""
    seen: dict[tuple[UUID, int | None, UUID | None], Counted] = {}
    less: dict[tuple[UUID, int | None, UUID | None], Decimal] = {}
    for rows, sign in ((before, 1), (signed, -1)):
        for each in rows:
            seen.setdefault(each.key, each)
            less[each.key] = less.get(each.key, ZERO) + sign * each.amount
    return [
        Counted(year, each.line, less[key], each.paid_on, each.goal, each.grant, correction=True)
        for key, each in seen.items()
        if less[key]
    ]
