"""What a booking would cost and leave, before it is made. The rules of the price are those of the bookings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.actor import Actor
from catalogue.money import ZERO, rounded
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.budgets import queries as budgets
from portal.budgets.models import Account


@dataclass(frozen=True, slots=True)
class Costs:
    """An amount beside the budget of the school; a fixed offer costs the school nothing."""

    amount: Decimal
    account: Account | None
    from_school: bool

    @property
    def before(self) -> Decimal:
        """What the school has now."""
        return self.account.available if self.account else ZERO

    @property
    def after(self) -> Decimal:
        """What it keeps; below zero when it does not fit."""
        return self.before - (self.amount if self.from_school else ZERO)

    @property
    def short(self) -> Decimal | None:
        """How much it is too little, if it is."""
        return -self.after if self.after < 0 else None


def costs_of(actor: Actor, school: School, offer: Offer, units: int, pupils: int) -> Costs:
    """What these units and pupils would cost this school."""
    account = budgets.visible_to(actor).filter(school=school, programme=offer.programme_id).first()
    amount = rounded(offer.text.price * rules.quantity_of(offer.text, units, pupils))
    return Costs(amount, account, offer.kind == "optional")
