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
from catalogue.money import ZERO
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.rounds import money as rounds


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decision on a claim does to one booking: `spent` of the reserved money, and `released` to the account."""

    booking: Booking
    spent: Decimal
    released: Decimal


@dataclass(frozen=True, slots=True)
class Return:
    """Of what was spent on a booking `amount` comes back: `kept` for it, to be claimed again, or to be chosen anew."""

    booking: Booking
    amount: Decimal
    kept: bool


@deed
def take_back(returns: Sequence[Return], *, by: Actor) -> None:
    """A claim was credited: spent money comes back. First the bookings, then rounds and accounts by id.

    Called by `claims`; `Refused("budget_exhausted")` when less was spent on a booking.
    """
    for each in sorted(returns, key=lambda each: each.booking.pk):
        booking, left = each.booking, each.booking.spent - each.amount
        if left < 0:
            raise Refused("budget_exhausted", _("Less was spent on this booking than is credited. Lower the amount."))
        kept = each.amount if each.kept else ZERO
        data = {"amount": str(each.amount), "kept": each.kept}
        change(booking, event="credited", by=by, spent=left, reserved=booking.reserved + kept, data=data)
    for each in sorted(returns, key=lambda each: (str(each.booking.in_round_id), each.booking.pk)):
        if each.booking.in_round_id and not each.kept:
            rounds.give_back(each.booking.in_round_id, each.amount)
    for each in sorted(returns, key=lambda each: (str(each.booking.account_id), each.booking.pk)):
        back = budgets.unspend if each.kept else budgets.refund
        if account_id := each.booking.account_id:
            back(account_id, each.amount, cause=each.booking, by=by, team=each.booking.team_id)


@deed
def reserve_again(amounts: Sequence[tuple[Booking, Decimal]], *, by: Actor) -> None:
    """Set money aside for each once more: an objection was upheld. First the bookings, then rounds and accounts by id.

    `Refused("budget_exhausted")` when none is left, `"beyond_granted"` when it would be more than was booked.
    """
    if any(booking.reserved + booking.spent + amount > booking.charged for booking, amount in amounts):
        raise Refused("beyond_granted", _("Together with other claims this is more than was booked. Give less."))
    rows = sorted(amounts, key=lambda each: each[0].pk)
    for booking, amount in rows:
        reserved = booking.reserved + amount
        change(booking, event="reserved_again", by=by, reserved=reserved, data={"amount": str(amount)})
    for booking, amount in sorted(rows, key=lambda each: (str(each[0].in_round_id), each[0].pk)):
        if booking.in_round:
            rounds.take(booking.in_round, amount)
    for booking, amount in sorted(rows, key=lambda each: (each[0].school_id, str(each[0].team_id), each[0].pk)):
        budgets.reserve(booking.offer.programme, booking.school, amount, cause=booking, by=by, team=booking.team_id)


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
