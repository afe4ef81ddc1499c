"""What happens when a wish or a booking is more than what is left: the policy of the programme, per stage.

No account goes below zero, whatever the policy: what a school covers itself never comes to the account.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.money import ZERO, written
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.budgets.models import Account, TeamBudget
from portal.budgets.queries import held
from portal.rounds import money as rounds


def lacking(school: School, offer: Offer, amount: Decimal, team: TeamBudget | None = None) -> Decimal:
    """How much less than `amount` is left for a wish of the school; nothing for a fixed offer. One statement.

    `Refused("budget_exhausted")` when something lacks and the programme stops wishes.
    """
    if offer.kind == "fixed":
        return ZERO
    account = Account.objects.filter(school=school, programme=offer.programme_id).first()
    short = max(amount - _left(account, team), ZERO)
    if short and offer.programme.overspend_wish == "stop":
        raise too_much(short)
    return short


def too_much(short: Decimal) -> Refused:
    """The programme stops wishes that are so much more than what is left."""
    sentence = _("This is %(short)s more than what is left of the budget. Choose less, or another offer.")
    return Refused("budget_exhausted", sentence % {"short": written(short)})


def uncovered(left: Decimal, short: Decimal) -> Refused:
    """The school may pay itself what lacks, and did not say that it does."""
    sentence = _(
        "There is %(left)s left, %(short)s too little. Choose less, or agree that your school pays the %(short)s"
        " itself."
    )
    return Refused("budget_exhausted", sentence % {"left": written(left), "short": written(short)})


def reserve(booking: Booking, by: Actor, *, cover: bool) -> None:
    """Set the money of a chosen offer aside; what lacks is paid by the school when it may and wants (`cover`).

    `Refused("budget_exhausted")` otherwise, which says so when the programme leaves the choice.
    """
    programme, school = booking.offer.programme, booking.school
    try:
        _take(booking, booking.charged, by)
    except Refused as refused:
        account = Account.objects.filter(school=school, programme=programme).first()
        if refused.code != "budget_exhausted" or programme.overspend_booking != "own_money" or account is None:
            raise
        _cover(booking, account, by, cover=cover)


def _take(booking: Booking, amount: Decimal, by: Actor) -> None:
    programme, school, team = booking.offer.programme, booking.school, booking.team_id
    booking.account = budgets.reserve(programme, school, amount, cause=booking, by=by, line="", team=team)
    booking.reserved = amount


def _cover(booking: Booking, account: Account, by: Actor, *, cover: bool) -> None:
    """With the account held, what lacks is known to the cent and stays so until the deed is done."""
    (account,) = held([account.pk])
    team = TeamBudget.objects.get(pk=booking.team_id) if booking.team_id else None
    left = min(_left(account, team), booking.charged)
    short = booking.charged - left
    if short and not cover:
        raise uncovered(left, short)
    booking.own_contribution += short
    booking.shortfall = short
    booking.account = account
    if left:
        _take(booking, left, by)
    if booking.in_round and short:
        rounds.give_back(booking.in_round.pk, short)


def _left(account: Account | None, team: TeamBudget | None) -> Decimal:
    if account is None:
        return ZERO
    return team.available if team else account.common
