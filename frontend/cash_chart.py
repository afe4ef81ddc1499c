"""The picture of a cash flow: columns of what came in, is expected and went out, and a line of what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from frontend.charts import WIDTH
from portal.accountability.cash_flow import CashMonth

HEIGHT = 300
EDGE = 10  # room above and below, so that no dot is cut in half
SLOTS = 8  # a month is eight wide: one of air, three in, three out, one of air


@dataclass(frozen=True, slots=True)
class Column:
    """A rectangle of a kind: `in`, `expected` or `out`."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Dot:
    """The balance at the end of a month; `ahead` when it is below zero."""

    x: int
    y: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything in units of a drawing of `WIDTH` by `HEIGHT`; `zero` is the height at which nothing is left."""

    columns: list[Column]
    dots: list[Dot]
    zero: int

    @property
    def line(self) -> str:
        """The dots as the points of a line."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def picture(months: Sequence[CashMonth]) -> Picture:
    """All on one scale, so that the eye may compare in, out and left."""
    top = max(max(each.received + each.expected, each.paid, each.balance) for each in months)
    bottom = min(Decimal(0), *(each.balance for each in months))

    def height_of(amount: Decimal) -> int:
        return round((HEIGHT - 2 * EDGE) * (top - amount) / ((top - bottom) or 1)) + EDGE

    zero, columns, dots = height_of(Decimal(0)), list[Column](), list[Dot]()
    for at, month in enumerate(months):
        left, unit = WIDTH * at // len(months), max(WIDTH // len(months) // SLOTS, 1)
        both = month.received + month.expected
        for kind, start, low, high in (
            ("in", 1, Decimal(0), month.received), ("expected", 1, month.received, both),
            ("out", 4, Decimal(0), month.paid),
        ):  # fmt: skip
            if high > low:
                y = height_of(high)
                columns.append(Column(kind, left + start * unit, y, 3 * unit, max(height_of(low) - y, 1)))
        dots.append(Dot(left + 4 * unit, height_of(month.balance), month.is_ahead))
    return Picture(columns, dots, zero)
