"""What only makes help possible (menu area F) goes beside help of an area A to E, booked in the same programme."""

from __future__ import annotations

import pytest

from catalogue.errors import Refused
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor


@pytest.fixture
def room(town: Town) -> Offer:
    """A rented room: menu area F and nothing else, of a provider that has help to offer too."""
    cast.offer(town, title="Huiswerkbegeleiding", menu_areas=["A"])
    return cast.offer(town, title="Extra lokaal", menu_areas=["F"])


def _refused(town: Town, made: Offer) -> str:
    with pytest.raises(Refused) as refused:
        cast.booking(town, made)
    return refused.value.code


def test_alone_it_is_refused_with_what_to_do(town: Town, room: Offer):
    assert _refused(town, room) == "facilities_only"
    cast.booking(town, cast.offer(town, title="Zonder gebied"))
    assert _refused(town, room) == "facilities_only"


@pytest.mark.parametrize("area", ["A", "E"])
@pytest.mark.parametrize("status", ["requested", "accepted"])
def test_beside_help_it_is_booked(town: Town, room: Offer, area: str, status: str):
    cast.booking(town, cast.offer(town, title="Bijles", menu_areas=[area, "F"]), status=status)
    assert cast.booking(town, room).status == "requested"


def test_help_that_was_taken_back_does_not_count(town: Town, room: Offer):
    bookings.withdraw(cast.booking(town, cast.offer(town, menu_areas=["B"])), by=town.actor("coordinator"))
    assert _refused(town, room) == "facilities_only"


def test_a_proposal_is_looked_at_again_when_it_is_approved(town: Town, room: Offer):
    help_ = cast.booking(town, cast.offer(town, menu_areas=["C"]))
    proposal = bookings.book(town.kring, room, units=1, pupils=20, by=town.actor("teacher"))
    bookings.withdraw(help_, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        bookings.approve(proposal, by=town.actor("director"))
    assert refused.value.code == "facilities_only"


def test_what_has_an_area_of_help_beside_it_is_no_condition(town: Town):
    assert cast.booking(town, cast.offer(town, menu_areas=["D", "F"])).status == "requested"


def test_the_year_plan_and_the_offer_say_why(town: Town, room: Offer):
    bookings.choose(town.kring, room, by=town.actor("coordinator"), pupils=20)
    school = Visitor(town, "coordinator")
    for path in ("/school/shortlist", f"/offers/{room.pk}", f"/school/book/{room.pk}"):
        assert "Boek eerst een aanbod uit de onderdelen A tot en met E" in school.open(path).text, path
    assert "Zet op onze verlanglijst" not in school.open("/school/shortlist").text
    cast.booking(town, cast.offer(town, title="Bijles", menu_areas=["A"]))
    assert "Boek eerst" not in school.open("/school/shortlist").text
