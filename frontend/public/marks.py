"""What a signed-in school sees in the catalogue beside each offer: fits the budget, on the list, booked already."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import queries as bookings
from portal.budgets import queries as budgets

OPEN = ("proposed", "requested", "confirmed", "delivered", "accepted", "disputed")


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one school: money left per programme, offers on the shortlist, offers booked."""

    available: dict[UUID, Decimal] = field(default_factory=dict)
    chosen: frozenset[UUID] = frozenset()
    booked: frozenset[UUID] = frozenset()
    sector: str = ""

    def may_want(self, offer: Offer) -> bool:
        """Whether it can go on the shortlist: to choose from, for this kind of school, and not there yet."""
        suits = not offer.text.sectors or self.sector in offer.text.sectors
        return offer.kind == "optional" and suits and offer.pk not in self.chosen

    def fits(self, offer: Offer) -> bool:
        """Whether one unit can be paid from what is left."""
        left = self.available.get(offer.programme_id)
        return offer.kind == "optional" and left is not None and offer.text.price <= left


def marks_of(actor: Actor, school: School | None) -> Marks | None:
    """The marks for the school that the actor acts for; three statements, none for others."""
    if school is None:
        return None
    accounts = budgets.visible_to(actor).filter(school=school)
    return Marks(
        {account.programme_id: account.available for account in accounts},
        frozenset(bookings.choices_visible_to(actor).filter(school=school).values_list("offer_id", flat=True)),
        frozenset(bookings.visible_to(actor).filter(school=school, status__in=OPEN).values_list("offer_id", flat=True)),
        school.sector,
    )
