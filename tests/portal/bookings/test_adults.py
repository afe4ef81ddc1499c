"""Teachers and parents who come along: the provider reads how many, and nobody pays for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Invalid
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _booked(town: Town, adults: int = 6, **said: object) -> Booking:
    made = cast.offer(town, **said)
    return bookings.book(town.kring, made, units=2, pupils=50, adults=adults, by=town.actor("coordinator"))


def test_they_cost_nothing_and_take_no_places(town: Town):
    row = _booked(town, unit="pupil", price=Decimal("2.00"), capacity=60)
    assert (row.adults, row.amount, row.quantity) == (6, Decimal("100.00"), 50)
    assert Offer.objects.get(pk=row.offer_id).taken == 50
    assert Account.objects.get(school=town.kring).reserved == Decimal("100.00")


@pytest.mark.parametrize("adults", [-1, 100_001])
def test_a_number_that_cannot_be_is_named(town: Town, adults: int):
    with pytest.raises(Invalid) as invalid:
        _booked(town, adults)
    assert [fault.location for fault in invalid.value.faults] == ["#/adults"]


def test_they_are_divided_over_the_parts_and_none_is_lost(town: Town):
    row = _booked(town, adults=5)
    part = bookings.split(row, units=1, pupils=20, by=town.actor("coordinator"))
    row.refresh_from_db()
    assert (row.adults, part.adults) == (3, 2)


def test_the_provider_reads_how_many_come_by_page_and_api(town: Town):
    school = Visitor(town, "coordinator")
    form = school.open(f"/school/book/{cast.offer(town).pk}")
    school.press(form, "Vraag aan voor onze school", units="2", pupils="50", adults="4")
    row = Booking.objects.get()
    assert row.adults == 4
    assert "50 en 4 volwassenen" in Visitor(town, "planner").open(f"/provider/bookings/{row.pk}").text
    asked = {"offer": str(cast.offer(town).pk), "units": 1, "pupils": 25, "adults": 1}
    made = Api(town, "coordinator").post("bookings", asked).json()
    assert Api(town, "planner").get(f"bookings/{made['id']}").json()["adults"] == 1
    assert Api(town, "coordinator").post("bookings", asked | {"adults": -1}).status_code == 400
