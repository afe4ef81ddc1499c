"""An offer that is full, and schools that wait for it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.budgets.actions import open_account
from portal.people import actions as people
from portal.people.queries import actor_of
from portal.waiting import actions
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import OPERATOR, Town


def school(town: Town, number: int, budget: str = "1000.00") -> tuple[School, Actor]:
    """One more school of De Weide with a coordinator and a budget."""
    made = organisations.add_school(
        town.municipality, by=OPERATOR, board=town.board, location_code=f"77ZZ{number:02}", name=f"School {number}",
        sector="PO",
    )  # fmt: skip
    user = people.add_user(email=f"c{number}@example.org", name=f"C {number}", password="Vlinder-7-boom", by=OPERATOR)
    member = people.add_membership(user, role="school:coordinator", school=made, by=OPERATOR)
    budgets.grant(open_account(town.programme, school=made), Decimal(budget), cause=made, by=OPERATOR)
    return made, actor_of(member)


def join(who: tuple[School, Actor], made: Offer, units: int = 1, **said: Any) -> WaitingPlace:
    """Wait, as a front door does it: read the offer, then join."""
    fresh = Offer.objects.select_related("revision", "provider", "programme").get(pk=made.pk)
    return actions.join(who[0], fresh, units=units, pupils=20 * units, by=who[1], **said)


def places(town: Town) -> tuple[WaitingPlace, WaitingPlace, Offer]:
    """De Kring waits for one offer, has a place kept at another, and could wait for a third."""
    coordinator = (town.kring, town.actor("coordinator"))
    linde = town.actor("other_coordinator")

    def full(title: str) -> tuple[Offer, Booking]:
        made = cast.offer(town, title=title, price=Decimal("0.00"), capacity=1)
        return made, bookings.book(town.linde, made, units=1, pupils=20, by=linde)

    (waited, _held), (free, leaving), (third, _third) = full("Vol 1"), full("Vol 2"), full("Vol 3")
    place, kept = join(coordinator, waited), join(coordinator, free)
    bookings.withdraw(leaving, by=linde)
    actions.serve(free.pk)
    return place, WaitingPlace.objects.get(pk=kept.pk), third
