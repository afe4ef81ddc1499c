"""What a credit note does to the claim behind it, its bookings and the accounts that paid."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.lifecycle import change, hold, move
from catalogue.money import ZERO
from portal.bookings import actions as bookings
from portal.claims.models import Claim, ClaimLine


@deed
def credit(claim: Claim, amounts: Mapping[UUID, Decimal], *, keep: bool, by: Actor, because: str) -> Claim:
    """Take `amounts` (euros without VAT, per line) off a claim that was approved: called by `invoices`.

    With `keep` the money stays reserved for the bookings, which can be claimed again; else it goes back to be chosen.
    A claim of which nothing is left is credited. `Refused("wrong_state")` when it was not approved.
    """
    hold(claim)
    lines = [line for line in claim.lines.select_related("booking").order_by("position") if line.pk in amounts]
    for line in lines:
        line.credited += amounts[line.pk]
        line.live = line.live and not keep
    ClaimLine.objects.bulk_update(lines, ["credited", "live"])
    back: dict[UUID, bookings.Return] = {}
    for line in lines:
        assert line.booking is not None  # only claims of providers end in an invoice
        before = back.get(line.booking.pk)
        amount = amounts[line.pk] + (before.amount if before else ZERO)
        back[line.booking.pk] = bookings.Return(line.booking, amount, keep)
    bookings.take_back(list(back.values()), by=by)
    data = {"credited": str(sum(amounts.values(), ZERO))}
    if any(line.net for line in claim.lines.all()):
        return change(claim, event="credited_in_part", by=by, because=because, data=data)
    return move(claim, "credited", by=by, because=because, data=data)
