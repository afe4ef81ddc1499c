"""A choice is booked as it stands: its day, its pupils and its team go along, and it comes off the shortlist."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.errors import Invalid, Refused
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets import teams
from portal.budgets.models import Account
from tests.cast import Town, fixed_offer, offer


def test_day_pupils_and_team_go_along(town: Town):
    coordinator = town.actor("coordinator")
    account = Account.objects.get(school=town.kring)
    team = teams.add_team(account, name="Bovenbouw", amount=Decimal("500.00"), by=coordinator)
    choice = bookings.choose(
        town.kring, offer(town), units=2, pupils=40, wished_on=date(2027, 3, 1), team=team, by=coordinator
    )
    booking = bookings.book_choice(choice, by=coordinator)
    assert (booking.units, booking.pupils, booking.wished_dates, booking.team) == (2, 40, ["2027-03-01"], team)
    assert booking.status == "requested" and not Choice.objects.exists()


def test_what_is_refused_stays_on_the_list(town: Town):
    coordinator = town.actor("coordinator")
    unknown = bookings.choose(town.kring, offer(town), by=coordinator)
    full = bookings.choose(town.kring, offer(town, capacity=1), units=2, pupils=40, by=coordinator)
    with pytest.raises(Invalid):
        bookings.book_choice(unknown, by=coordinator)
    with pytest.raises(Refused):
        bookings.book_choice(full, by=coordinator)
    assert Choice.objects.count() == 2 and not Booking.objects.exists()


def test_a_team_of_another_school_or_for_a_fixed_offer_is_refused(town: Town):
    other = town.actor("other_coordinator")
    account = Account.objects.get(school=town.linde)
    theirs = teams.add_team(account, name="Onderbouw", amount=Decimal("100.00"), by=other)
    coordinator = town.actor("coordinator")
    choice = bookings.choose(town.kring, offer(town), by=coordinator)
    with pytest.raises(Invalid):
        bookings.change_choice(choice, team=theirs, by=coordinator)
    fixed = bookings.choose(town.linde, fixed_offer(town), by=other)
    with pytest.raises(Invalid):
        bookings.change_choice(fixed, team=theirs, by=other)
