"""What a decision on a claim does to the bookings behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused
from catalogue.lifecycle import change
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.rounds import money as rounds


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decision on a claim does to one booking: `spent` of the reserved money, and `released` to the account."""

    booking: Booking
    spent: Decimal
    released: Decimal


@deed
def settle(settlements: Sequence[Settlement], *, by: Actor) -> None:
    """A claim was decided: spend or release what its bookings hold. First the bookings, then rounds and accounts by id.

    Called by `claims`; `Refused("budget_exhausted")` when a booking has less reserved.
    """
    for each in sorted(settlements, key=lambda each: each.booking.pk):
        booking, left = each.booking, each.booking.reserved - each.spent - each.released
        if left < 0:
            raise Refused(
                "budget_exhausted", _("More is claimed than is still reserved for this booking. Lower the amount.")
            )
        data = {"spent": str(each.spent), "released": str(each.released)}
        change(booking, event="settled", by=by, reserved=left, spent=booking.spent + each.spent, data=data)
    for each in sorted(settlements, key=lambda each: (str(each.booking.in_round_id), each.booking.pk)):
        if each.booking.in_round_id and each.released:
            rounds.give_back(each.booking.in_round_id, each.released)
    for each in sorted(settlements, key=lambda each: (str(each.booking.account_id), each.booking.pk)):
        if account_id := each.booking.account_id:
            budgets.move_on(
                account_id, spent=each.spent, released=each.released, cause=each.booking, by=by,
                team=each.booking.team_id,
            )  # fmt: skip
