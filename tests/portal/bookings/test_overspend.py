"""A wish or a booking is more than what is left: the programme says what happens, and no account goes below zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.deeds import row_of_many
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers.models import Offer
from catalogue.programmes.actions import set_overspend
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets import teams
from portal.budgets.models import Account
from portal.budgets.queries import verify
from tests import cast
from tests.cast import Town


def _policy(town: Town, *, wish: str = "warn", booking: str = "stop") -> None:
    set_overspend(town.programme, wish=wish, booking=booking, by=town.actor("officer"))


def _dear(town: Town) -> Offer:
    """€ 1,000 per group: De Kring has € 3,000."""
    made = cast.offer(town, price=Decimal("1000.00"))
    return Offer.objects.select_related("programme", "provider").get(pk=made.pk)


def _book(town: Town, units: int, *, who: str = "coordinator", made: Offer | None = None, **said: object) -> Booking:
    return bookings.book(town.kring, made or _dear(town), units=units, pupils=50, by=town.actor(who), **said)


def _account(town: Town) -> Account:
    return Account.objects.get(school=town.kring)


def test_a_booking_stops_unless_the_programme_says_otherwise(town: Town):
    for cover in (False, True):
        with pytest.raises(Refused) as refused:
            _book(town, 4, cover_shortfall=cover)
        assert refused.value.code == "budget_exhausted"
    assert _account(town).reserved == 0


def test_the_school_pays_exactly_what_lacks_when_it_agrees(town: Town):
    _policy(town, booking="own_money")
    with pytest.raises(Refused) as refused:
        _book(town, 4)
    assert refused.value.code == "budget_exhausted"
    assert "1.000,00 te weinig" in refused.value.sentence and "zelf betaalt" in refused.value.sentence
    booking = _book(town, 4, cover_shortfall=True)
    assert (booking.amount, booking.own_contribution, booking.shortfall, booking.reserved) == (
        Decimal("4000.00"), Decimal("1000.00"), Decimal("1000.00"), Decimal("3000.00"))  # fmt: skip
    assert _account(town).available == 0
    assert verify() == []


def test_what_fits_is_not_touched_by_agreeing(town: Town):
    _policy(town, booking="own_money")
    booking = _book(town, 2, cover_shortfall=True)
    assert (booking.own_contribution, booking.shortfall, booking.reserved) == (0, 0, Decimal("2000.00"))


def test_with_nothing_left_the_school_pays_all_of_it(town: Town):
    _policy(town, booking="own_money")
    _book(town, 3)
    booking = _book(town, 1, cover_shortfall=True)
    assert (booking.own_contribution, booking.reserved) == (Decimal("1000.00"), 0)
    bookings.withdraw(Booking.objects.get(pk=booking.pk), by=town.actor("coordinator"))
    assert verify() == []


def test_it_comes_on_top_of_the_contribution_that_was_asked(town: Town):
    _policy(town, booking="own_money")
    booking = _book(town, 4, cover_shortfall=True, own_contribution=Decimal("400.00"))
    assert (booking.own_contribution, booking.shortfall) == (Decimal("1000.00"), Decimal("600.00"))


def test_of_a_team_only_what_the_team_has_is_taken(town: Town):
    _policy(town, booking="own_money")
    team = teams.add_team(_account(town), name="Onderbouw", amount=Decimal("700.00"), by=town.actor("director"))
    booking = _book(town, 1, cover_shortfall=True, team=team)
    assert (booking.reserved, booking.shortfall) == (Decimal("700.00"), Decimal("300.00"))


def test_a_proposal_says_what_lacks_and_goes_on(town: Town):
    proposal = _book(town, 4, who="teacher")
    assert (proposal.status, proposal.shortfall, proposal.reserved) == ("proposed", Decimal("1000.00"), 0)
    assert proposal.own_contribution == 0


def test_where_wishes_stop_a_proposal_and_a_shortlist_are_refused(town: Town):
    _policy(town, wish="stop")
    with pytest.raises(Refused) as refused:
        _book(town, 4, who="teacher")
    assert refused.value.code == "budget_exhausted"
    offer, teacher = _dear(town), town.actor("teacher")
    with pytest.raises(Refused):
        bookings.choose(town.kring, offer, units=4, pupils=50, by=teacher)
    choice = bookings.choose(town.kring, offer, units=3, pupils=50, by=teacher)
    choice.offer = offer
    with pytest.raises(Refused):
        bookings.change_choice(choice, units=4, by=teacher)
    bookings.change_choice(choice, rank=2, by=teacher)


def test_where_wishes_stop_a_wish_of_a_team_is_held_against_its_own_part(town: Town):
    _policy(town, wish="stop")
    coordinator, account = town.actor("coordinator"), _account(town)
    rich = teams.add_team(account, name="Bovenbouw", amount=Decimal("2900.00"), by=coordinator)
    poor = teams.add_team(account, name="Onderbouw", amount=Decimal("100.00"), by=coordinator)
    wish = bookings.choose(town.kring, _dear(town), units=2, pupils=50, team=rich, by=coordinator)
    assert wish.team == rich, "nothing is common any more, and the team has enough"
    for other in ({"units": 3}, {"team": poor}, {"team": None}):
        with pytest.raises(Refused) as refused:
            bookings.change_choice(wish, by=coordinator, **other)
        assert refused.value.code == "budget_exhausted"


def test_where_wishes_go_on_the_shortlist_takes_anything(town: Town):
    assert bookings.choose(town.kring, _dear(town), units=9, pupils=50, by=town.actor("teacher")).units == 9


def test_the_budget_holder_approves_with_own_money(town: Town):
    _policy(town, booking="own_money")
    proposal = _book(town, 4, who="teacher")
    director = town.actor("director")
    with pytest.raises(Refused):
        bookings.approve(Booking.objects.get(pk=proposal.pk), by=director)
    bookings.approve(Booking.objects.get(pk=proposal.pk), by=director, cover_shortfall=True)
    row = Booking.objects.get(pk=proposal.pk)
    assert (row.status, row.own_contribution, row.shortfall, row.reserved) == (
        "requested", Decimal("1000.00"), Decimal("1000.00"), Decimal("3000.00"))  # fmt: skip


def test_a_fixed_offer_is_never_paid_by_the_school(town: Town):
    _policy(town, booking="own_money")
    made = cast.fixed_offer(town, price=Decimal("5001.00"))
    with pytest.raises(Refused) as refused:
        bookings.book(town.kring, made, units=1, pupils=20, by=town.actor("coordinator"), cover_shortfall=True)
    assert refused.value.code == "budget_exhausted"


@settings(max_examples=40)
@given(units=st.lists(st.integers(1, 5), min_size=1, max_size=5), cover=st.booleans())
def test_whatever_is_booked_no_account_goes_below_zero(town: Town, units: list[int], cover: bool):
    with transaction.atomic():
        town.programme.refresh_from_db()
        _policy(town, booking="own_money")
        dear = _dear(town)
        for each in units:
            try:
                with row_of_many():
                    booking = _book(town, each, made=dear, cover_shortfall=cover)
            except Refused:
                continue
            assert booking.amount == booking.own_contribution + booking.reserved
        assert _account(town).available >= 0
        assert verify() == []
        transaction.set_rollback(True)  # each example begins in the same town


def test_the_terms_are_known_words_and_an_officer_sets_them(town: Town):
    with pytest.raises(Invalid) as invalid:
        _policy(town, wish="own_money", booking="warn")
    assert [fault.location for fault in invalid.value.faults] == ["#/wish", "#/booking"]
    with pytest.raises(Forbidden):
        set_overspend(town.programme, wish="stop", booking="stop", by=town.actor("finance"))
