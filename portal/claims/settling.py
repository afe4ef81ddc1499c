"""What a decision on a claim does to the money behind its lines: spent, let go, or kept for a later claim."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.money import ZERO
from portal.bespoke import actions as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims.models import ClaimLine

Settled = tuple[Booking | BespokeRequest, Decimal, Decimal]


@deed
def spend(lines: Sequence[ClaimLine], *, keep: bool, by: Actor) -> None:
    """Spend what each line grants; what is left goes back to the account, or with `keep` can be claimed later.

    `Refused("budget_exhausted")` when less is set aside than is granted.
    """
    settled = []
    for of in _grouped(lines):
        thing, granted = of[0].of, sum((line.granted for line in of), ZERO)
        left = thing.reserved - granted
        for line in of:
            line.live = not (left and keep)
        settled.append((thing, granted, ZERO if keep else max(left, ZERO)))
    _settle(settled, by)
    ClaimLine.objects.bulk_update(lines, ["live"])


@deed
def let_go(lines: Sequence[ClaimLine], *, keep: bool, by: Actor) -> None:
    """Nothing is paid: what was set aside goes back to the account, or with `keep` stays for another claim."""
    if not keep:
        _settle([(of[0].of, ZERO, of[0].of.reserved) for of in _grouped(lines) if of[0].of.reserved], by)


def _grouped(lines: Sequence[ClaimLine]) -> list[list[ClaimLine]]:
    """The lines about one thing together."""
    found: dict[UUID, list[ClaimLine]] = {}
    for line in lines:
        found.setdefault(line.of.pk, []).append(line)
    return list(found.values())


def _settle(settled: Sequence[Settled], by: Actor) -> None:
    """A claim is about bookings or about requests: rows of one kind, and then their accounts (docs/adr/0011)."""
    booked = [bookings.Settlement(thing, *money) for thing, *money in settled if isinstance(thing, Booking)]
    asked = [bespoke.Settlement(thing, *money) for thing, *money in settled if isinstance(thing, BespokeRequest)]
    if booked:
        bookings.settle(booked, by=by)
    if asked:
        bespoke.settle(asked, by=by)
