"""Which grant pays which euro: the sources of a line are used in their order, and every cent has one of them.

Nothing is remembered: the same sources and the same payments always give the same answer (docs/adr/0023).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.money import ZERO


@dataclass(frozen=True, slots=True)
class Source:
    """What a grant pays of a line at most."""

    grant: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Spent:
    """Money that a line pays. `payers` are the grants that may pay it; `None`: every grant may."""

    amount: Decimal
    payers: frozenset[UUID] | None = None


Parts = list[tuple[UUID | None, Decimal]]


def attribute(sources: Sequence[Source], spent: Iterable[Spent]) -> list[Parts]:
    """For each amount the grants that pay it, in the order in which both are given.

    The parts add up to the amount; no source pays more than it holds; a later source pays only what no earlier one
    that may pay has left. What none of them can pay is a part of `None`.
    """
    left = {source.grant: source.amount for source in sources}
    return [_parts(left, each) for each in spent]


def remaining(sources: Sequence[Source], used: Decimal) -> dict[UUID, Decimal]:
    """What is left of each source when the line has used so much."""
    left = {source.grant: source.amount for source in sources}
    _parts(left, Spent(max(used, ZERO)))
    return left


def _parts(left: dict[UUID, Decimal], spent: Spent) -> Parts:
    """The parts of one amount; `left` is lowered by them."""
    open_, found = spent.amount, Parts()
    for grant, rest in left.items():
        part = min(open_, rest) if spent.payers is None or grant in spent.payers else ZERO
        if part > 0:
            left[grant] = rest - part
            open_ -= part
            found.append((grant, part))
    if open_ > 0:
        found.append((None, open_))
    return found
