"""“Graag nog een keer”: a school that had an offer asks for it again, and the provider sees how many do."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import RenewalWish
from catalogue.offers.queries import asked_again, wishes_of
from portal.bookings import actions as bookings
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year


def test_the_provider_sees_how_many_schools_ask_until_it_renewed(town: Town):
    made, librarian = cast.offer(town), town.actor("librarian")
    booking = cast.booking(town, made, status="delivered")
    other = bookings.book(town.linde, made, units=1, pupils=20, by=town.actor("other_coordinator"))
    bookings.confirm(other, by=librarian)
    bookings.deliver(other, date=other.created_at.date(), sessions=1, pupils_reached=20, by=librarian)
    for _twice in range(2):
        bookings.ask_again(town.kring, booking.offer, by=town.actor("teacher"))
    bookings.ask_again(town.linde, made, by=town.actor("other_coordinator"))
    assert [(each.pk, each.wished) for each in asked_again(librarian)] == [(made.pk, 2)]
    assert [wish.school.name for wish in wishes_of(made)] == ["De Kring", "De Linde"]
    assert "renew_offer" in [task.deed for task in tasks_of(librarian)]
    assert "renew_offer" not in [task.deed for task in tasks_of(town.actor("musician"))]
    next_year(town)
    offers.renew(made, by=librarian)
    assert "renew_offer" not in [task.deed for task in tasks_of(librarian)]


def test_only_a_school_that_had_it_asks_and_only_for_itself(town: Town):
    made = cast.offer(town)
    cast.booking(town, made, status="confirmed")
    with pytest.raises(Refused) as refused:
        bookings.ask_again(town.kring, made, by=town.actor("coordinator"))
    assert refused.value.code == "never_had"
    with pytest.raises(Forbidden):
        bookings.ask_again(town.linde, made, by=town.actor("coordinator"))
    assert not RenewalWish.objects.exists()


def test_what_is_there_already_need_not_be_asked(town: Town):
    made, librarian = cast.offer(town), town.actor("librarian")
    cast.booking(town, made, status="accepted")
    next_year(town)
    again = offers.renew(made, by=librarian)
    bookings.ask_again(town.kring, made, by=town.actor("coordinator"))
    offers.publish(offers.submit(again, by=librarian), by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        bookings.ask_again(town.kring, made, by=town.actor("coordinator"))
    assert refused.value.code == "already_renewed"
