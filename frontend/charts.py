"""The geometry of our charts: widths in the units of an SVG, so that no style attribute is needed (strict CSP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar: where it starts and how wide it is, of `WIDTH` units."""

    kind: str
    x: int
    width: int


def pieces(parts: Sequence[tuple[str, Decimal]]) -> list[Piece]:
    """Parts of a whole as pieces side by side; parts of nothing or less are left out, every other one is visible."""
    real = [(kind, amount) for kind, amount in parts if amount > 0]
    total = sum((amount for _kind, amount in real), Decimal(0))
    found: list[Piece] = []
    x = 0
    for kind, amount in real:
        width = min(max(round(WIDTH * amount / total), 8), WIDTH - x)
        found.append(Piece(kind, x, width))
        x += width
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar chart, with its words."""

    label: str
    value: str
    width: int


def bars(rows: Sequence[tuple[str, Decimal, str]]) -> list[Bar]:
    """Rows of (label, amount, amount in words) as bars; the largest is as wide as the chart."""
    most = max((amount for _label, amount, _words in rows), default=Decimal(0))
    return [Bar(label, words, max(round(WIDTH * amount / most), 0) if most else 0) for label, amount, words in rows]


@dataclass(frozen=True, slots=True)
class Level:
    """A bar beside its target: how wide it is, and where the target stands; each `None` when it is not known."""

    width: int | None
    mark: int | None


MARK = 8  # how wide the mark of a target is drawn


def levels(numbers: Sequence[Decimal | None], target: Decimal | None) -> list[Level]:
    """Numbers on one scale with their target, so that the eye compares them with each other and with it."""
    most = max((each for each in (*numbers, target) if each is not None), default=Decimal(0)) or Decimal(1)
    mark = None if target is None else min(round(WIDTH * target / most), WIDTH - MARK)
    return [Level(None if each is None else round(WIDTH * each / most), mark) for each in numbers]
