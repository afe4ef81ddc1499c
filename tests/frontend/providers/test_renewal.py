"""Renewing an offer from its page, and what a school sees and presses."""

from __future__ import annotations

from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year
from tests.frontend.visitor import Visitor


def test_a_school_asks_for_it_again_and_the_provider_renews_it(town: Town):
    made = cast.offer(town)
    booking = cast.booking(town, made, status="accepted")
    school = Visitor(town, "teacher")
    asked = school.press(school.open(f"/school/bookings/{booking.pk}"), "Graag nog een keer")
    assert "De aanbieder weet dat uw school dit weer wil." in asked.text

    provider = Visitor(town, "librarian")
    home = provider.open("/provider")
    assert "1 school vraagt erom voor het volgende schooljaar." in home.text
    page = provider.open(f"/provider/offers/{made.pk}/renew")
    assert "De gemeente is nog niet met het volgende programma begonnen." in page.text
    next_year(town)
    page = provider.open(f"/provider/offers/{made.pk}/renew")
    assert "De Kring" in page.text
    listed = provider.press(page, "Maak het concept")
    assert listed.title == "Voorleesuur in Kansrijk 2027-2028"
    assert "De prijs is zoals die was: € 125,00. Klopt die nog?" in listed.text
    again = Offer.objects.get(renewed_from=made)
    assert (again.status, again.draft.title) == ("draft", "Voorleesuur")
    assert "U hebt het al verlengd voor Kansrijk 2027-2028." in provider.open(f"/provider/offers/{made.pk}/renew").text
    assert "voor het volgende schooljaar" not in provider.open("/provider").text


def test_a_programme_with_other_goals_asks_for_one(town: Town):
    next_year(town, "OAB")
    made = cast.offer(town)
    provider = Visitor(town, "librarian")
    page = provider.open(f"/provider/offers/{made.pk}/renew")
    provider.press(page, "Maak het concept", goal="taal")
    assert Offer.objects.get(renewed_from=made).goal.code == "taal"


def test_what_is_anothers_or_was_not_renewed_is_not_there(town: Town):
    made = cast.offer(town)
    assert Visitor(town, "musician").open(f"/provider/offers/{made.pk}/renew").status == 404
    assert Visitor(town, "librarian").open(f"/provider/offers/{made.pk}/renewal").status == 404


def test_a_school_that_did_not_have_it_has_no_button(town: Town):
    booking = cast.booking(town, status="confirmed")
    page = Visitor(town, "coordinator").open(f"/school/bookings/{booking.pk}")
    assert not any("Graag nog een keer" in button for button in page.buttons())


def test_the_page_costs_the_same_however_many_schools_ask(town: Town):
    made, librarian = cast.offer(town), town.actor("librarian")
    cast.booking(town, made, status="delivered")
    bookings.ask_again(town.kring, made, by=town.actor("coordinator"))
    provider = Visitor(town, "librarian")
    pages = (f"/provider/offers/{made.pk}/renew", "/provider")
    before = [provider.statements(lambda page=page: provider.open(page)) for page in pages]
    other = bookings.book(town.linde, made, units=1, pupils=20, by=town.actor("other_coordinator"))
    bookings.deliver(
        bookings.confirm(other, by=librarian), date=other.created_at.date(), sessions=1, pupils_reached=9, by=librarian
    )
    bookings.ask_again(town.linde, made, by=town.actor("other_coordinator"))
    assert [provider.statements(lambda page=page: provider.open(page)) for page in pages] == before
