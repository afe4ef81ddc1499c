"""Entries of the ledger in words: what each was for, and how it changed what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.actor import Actor
from portal.bookings import queries as bookings
from portal.budgets.models import Entry
from portal.budgets.states import EFFECTS


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry; `change` is what it did to what is left; `booking` is there when it was for one."""

    entry: Entry
    change: Decimal
    booking: UUID | None
    title: str
    team: str


def movements_of(actor: Actor, entries: Iterable[Entry]) -> list[Movement]:
    """The entries with the offers that they were for: one statement for all of them."""
    rows = list(entries)
    causes = [entry.cause_id for entry in rows if entry.cause == "booking"]
    mine = bookings.visible_to(actor).filter(pk__in=causes).order_by().prefetch_related(None)
    titles: dict[UUID, str] = dict(mine.values_list("pk", "revision__title"))
    return [
        Movement(
            entry,
            entry.amount * _effect(entry.kind),
            entry.cause_id if entry.cause_id in titles else None,
            titles.get(entry.cause_id, ""),
            entry.team.name if entry.team else "",
        )
        for entry in rows
    ]


def _effect(kind: str) -> int:
    granted, reserved, spent = EFFECTS[kind]
    return granted - reserved - spent
