"""What all schools together have of each fixed offer in the current period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from catalogue.offers.models import Offer
from catalogue.programmes.periods import Period
from portal.entitlements.queries import Standing


@dataclass(frozen=True, slots=True)
class Summary:
    """One fixed offer. `entitled` and `left` leave out the schools that opted out or were not counted (`unknown`).

    Both are `None` when no limit was agreed.
    """

    offer: Offer
    period: Period
    schools: int
    opted_out: int
    unknown: int
    entitled: int | None
    planned: int
    delivered: int
    left: int | None


def summaries_of(standings: Sequence[Standing]) -> list[Summary]:
    """One per offer, of standings that stand in the order of their offers."""
    grouped = groupby(standings, key=lambda standing: standing.offer)
    return [_summary(offer, list(rows)) for offer, rows in grouped]


def _summary(offer: Offer, rows: list[Standing]) -> Summary:
    parts = [row.now for row in rows]
    open_parts = [row.now for row in rows if not row.opted_out and not row.unknown]
    has_limit = rows[0].has_limit
    return Summary(
        offer,
        parts[0].period,
        len(rows),
        sum(row.opted_out for row in rows),
        sum(bool(row.unknown) for row in rows),
        sum(part.entitled or 0 for part in open_parts) if has_limit else None,
        sum(part.planned for part in parts),
        sum(part.delivered for part in parts),
        sum(part.left or 0 for part in open_parts) if has_limit else None,
    )
