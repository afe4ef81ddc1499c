"""Cash flow: what came in of a grant, what is still to come, and what was paid of it, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from catalogue.money import ZERO
from portal.accountability.attribution import parts_of
from portal.funding.models import Correction, Grant, Handover, Instalment
from portal.funding.queries.grants import grants_visible_to

__all__ = ["CashFlow", "CashMonth", "cash_flows", "grants_visible_to", "of_programmes"]

MONTHS = 12


@dataclass(frozen=True, slots=True)
class CashMonth:
    """A month: what came in, what should still come in, what was paid, and what that leaves at its end."""

    month: date
    received: Decimal
    expected: Decimal
    paid: Decimal
    balance: Decimal

    @property
    def is_ahead(self) -> bool:
        """The municipality has paid more than came in: it pays in advance."""
        return self.balance < 0


@dataclass(frozen=True, slots=True)
class CashFlow:
    """The months of one grant, or of several together (no `grant`); empty when nothing came in or was paid."""

    grant: Grant | None
    months: tuple[CashMonth, ...]

    @property
    def lowest(self) -> CashMonth | None:
        """The month with the smallest balance, the first of equal ones."""
        return min(self.months, key=lambda each: each.balance, default=None)

    @property
    def ahead(self) -> list[CashMonth]:
        """The months at whose end the municipality had paid in advance."""
        return [each for each in self.months if each.is_ahead]


Moved = Mapping[date, list[Decimal]]


def cash_flows(grants: Iterable[Grant], *, on: date) -> tuple[list[CashFlow], CashFlow]:
    """The flow of each of these grants, and of all of them together, as it looks on a day. Eleven statements.

    Terms that have not come in are expected in their month, and in the month of `on` when that is past. What was paid
    counts on the day of the bank, for the grant that pays it (`attribution.parts_of`); what was passed on to another
    municipality on its own day. Amounts are without VAT.
    """
    wanted = list(grants)
    moved: dict[UUID, dict[date, list[Decimal]]] = {grant.pk: _nothing() for grant in wanted}
    _come_in(moved, on.replace(day=1))
    _go_out(moved, {grant.municipality_id for grant in wanted})
    together = _nothing()
    for months in moved.values():
        for month, amounts in months.items():
            together[month] = [sum(pair, ZERO) for pair in zip(together[month], amounts, strict=True)]
    return [CashFlow(grant, _months(moved[grant.pk])) for grant in wanted], CashFlow(None, _months(together))


def of_programmes(grants: QuerySet[Grant], programmes: Sequence[UUID]) -> QuerySet[Grant]:
    """Of these grants, those that pay a line of the adopted plans of these programmes."""
    plans = {"sources__line__plan__status": "adopted", "sources__line__plan__programme__in": programmes}
    return grants.filter(pk__in=Grant.objects.filter(**plans).values("pk"))


def _nothing() -> dict[date, list[Decimal]]:
    return defaultdict(lambda: [ZERO, ZERO, ZERO])


def _come_in(moved: dict[UUID, dict[date, list[Decimal]]], this_month: date) -> None:
    for term in Instalment.objects.filter(grant__in=list(moved)).select_related("grant"):
        months = moved[term.grant_id]
        if term.received_on:
            months[term.received_on.replace(day=1)][0] += term.received
        if term.amount > term.received and term.grant.closed_on is None:
            months[max(term.month, this_month)][1] += term.amount - term.received


def _go_out(moved: dict[UUID, dict[date, list[Decimal]]], municipalities: Iterable[UUID]) -> None:
    for municipality in municipalities:
        for part in parts_of(municipality):
            if part.grant and part.grant.pk in moved and part.spending.paid_on:
                moved[part.grant.pk][part.spending.paid_on.replace(day=1)][2] += part.amount
    passed = Handover.objects.filter(grant__in=list(moved), status="effected")
    grant_of = {each.pk: each.grant_id for each in passed if each.grant_id}
    for each in passed:
        moved[grant_of[each.pk]][each.on.replace(day=1)][2] += each.amount
    back = Correction.objects.filter(entry__kind="hand_over", entry__cause_id__in=list(grant_of), status="effected")
    for less in back.select_related("entry"):
        moved[grant_of[less.entry.cause_id]][less.updated_at.date().replace(day=1)][2] -= less.amount


def _months(moved: Moved) -> tuple[CashMonth, ...]:
    """Every month from the first to the last in which something moves, with what is left at its end."""
    found: list[CashMonth] = []
    balance = ZERO
    for number in range(_number(min(moved)), _number(max(moved)) + 1) if moved else ():
        month = date(number // MONTHS, number % MONTHS + 1, 1)
        received, expected, paid = moved.get(month, (ZERO, ZERO, ZERO))
        balance += received + expected - paid
        found.append(CashMonth(month, received, expected, paid, balance))
    return tuple(found)


def _number(month: date) -> int:
    return month.year * MONTHS + month.month - 1
