"""A booking can say which need of the school it answers (DOMAIN § 7 row 3); the overview of needs counts it."""

from __future__ import annotations

import pytest

from catalogue.errors import Invalid
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.bookings.queries import answered_needs
from portal.needs import actions as needs
from portal.needs.actions import Told
from portal.needs.models import Need
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _need(town: Town, words: str = "Durven spreken") -> Need:
    return needs.add_need(town.kring, Told(town.talent, 25, 5, words), by=town.actor("coordinator"))


def _booked(town: Town, need: Need) -> Booking:
    return bookings.book(town.kring, cast.offer(town), units=2, pupils=50, need=need, by=town.actor("coordinator"))


def test_the_need_counts_as_answered_while_the_booking_stands(town: Town):
    need, officer = _need(town), town.actor("officer")
    booking = _booked(town, need)
    assert booking.need == need
    assert answered_needs(officer, town.programme) == {need.pk}
    bookings.withdraw(booking, by=town.actor("coordinator"))
    assert answered_needs(officer, town.programme) == set()


def test_the_sheet_filled_in_again_keeps_what_was_cited(town: Town):
    need, coordinator = _need(town), town.actor("coordinator")
    gone, booking = _need(town, "Rust"), _booked(town, need)
    again = [Told(town.talent, 40, 3, "Durven spreken"), Told(town.talent, 9, 2, "Meer lezen")]
    needs.fill_in(need.sheet, again, by=coordinator)
    booking.refresh_from_db()
    need.refresh_from_db()
    assert booking.need == need and (need.pupils, need.urgency, need.version) == (40, 3, 2)
    assert not Need.objects.filter(pk=gone.pk).exists() and need.sheet.needs.count() == 2


def test_a_need_of_another_school_is_not_cited(town: Town):
    theirs = needs.add_need(town.linde, Told(town.talent, 9, 3, "Rust"), by=town.actor("other_coordinator"))
    with pytest.raises(Invalid) as said:
        _booked(town, theirs)
    assert said.value.faults[0].location == "#/need"


def test_a_need_that_goes_away_leaves_the_booking(town: Town):
    need = _need(town)
    booking = _booked(town, need)
    needs.remove_need(need, by=town.actor("coordinator"))
    booking.refresh_from_db()
    assert booking.need is None


def test_over_the_api(town: Town):
    need, offer = _need(town), cast.offer(town)
    api = Api(town, "coordinator")
    said = {"offer": str(offer.pk), "units": 1, "pupils": 25, "need": str(need.pk)}
    assert api.post("bookings", said).json()["need"] == str(need.pk)


def test_chosen_on_the_form_shown_at_the_booking_and_counted_per_theme(town: Town):
    need, offer, visitor = _need(town), cast.offer(town), Visitor(town, "coordinator")
    page = visitor.press(visitor.open(f"/school/book/{offer.pk}"), "Vraag aan voor onze school", need=str(need.pk))
    assert "Durven spreken" in page.text
    needs.hand_in(need.sheet, by=town.actor("coordinator"))
    (row,) = [each for each in Visitor(town, "officer").open("/municipality/needs").all("//tr") if "Talent" in each]
    assert row.endswith("1 0 1"), "one offer, none without an offer, one booked for"


def test_without_a_need_of_its_theme_the_form_asks_nothing(town: Town):
    offer = cast.offer(town, themes=[town.care.pk])
    _need(town)
    assert "Welke behoefte" not in Visitor(town, "coordinator").open(f"/school/book/{offer.pk}").text
