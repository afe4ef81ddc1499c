"""An allocation in some figures: how many wishes of each place were granted, and which offers were wanted too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from catalogue.money import ZERO, euros
from portal.allocations.models import Allocation

MOST_OFFERS = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """Wishes of one place (1 is wanted most): how many there were, and how many were granted."""

    place: int
    asked: int
    won: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An offer of which not everybody got what it wanted; `left` places, `None` without a limit."""

    title: str
    asked: int
    won: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page says first. `without`: schools that wished something and got nothing. Money without VAT."""

    wishing: int
    without: int
    wishes: int
    won: int
    booked: int
    failed: int
    amount: Decimal
    round_left: Decimal | None
    places: list[Placed]
    wanted: list[Wanted]


def summary_of(allocation: Allocation) -> Summary:
    """The figures of one allocation. One statement."""
    names = ("school_id", "offer_id", "title", "place", "won", "amount", "booking_id", "failed", "reasons")
    rows: list[dict[str, Any]] = list(allocation.outcomes.values(*names))
    won = [row for row in rows if row["won"]]
    schools, served = {row["school_id"] for row in rows}, {row["school_id"] for row in won}
    amount = sum((row["amount"] for row in won), ZERO)
    budget = allocation.input["budget"]
    return Summary(
        wishing=len(schools), without=len(schools - served), wishes=len(rows), won=len(won),
        booked=sum(row["booking_id"] is not None for row in won), failed=sum(bool(row["failed"]) for row in won),
        amount=amount, round_left=None if budget is None else euros(budget) - amount,
        places=_places(rows), wanted=_wanted(allocation, rows),
    )  # fmt: skip


def _places(rows: Sequence[dict[str, Any]]) -> list[Placed]:
    asked = Counter(row["place"] for row in rows if row["place"])
    won = Counter(row["place"] for row in rows if row["won"])
    return [Placed(place, asked[place], won[place]) for place in sorted(asked)]


def _wanted(allocation: Allocation, rows: Sequence[dict[str, Any]]) -> list[Wanted]:
    """The offers that had too few places for who wanted them, those that most schools missed first."""
    titles: dict[UUID, str] = {row["offer_id"]: row["title"] for row in rows}
    asked = Counter(row["offer_id"] for row in rows)
    won = Counter(row["offer_id"] for row in rows if row["won"])
    left = dict(allocation.input["capacities"])
    given = {(row["school_id"], row["offer_id"]) for row in rows if row["won"]}
    for wish in allocation.input["wishes"]:
        if (UUID(wish["school"]), UUID(wish["offer"])) in given and wish["offer"] in left:
            left[wish["offer"]] -= wish["places"]
    missed = Counter(row["offer_id"] for row in rows if "capacity" in row["reasons"])
    lost = sorted(missed, key=lambda each: (-missed[each], titles[each]))
    return [Wanted(titles[each], asked[each], won[each], left.get(str(each))) for each in lost[:MOST_OFFERS]]
