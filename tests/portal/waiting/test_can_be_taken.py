"""A place is kept only for who can take it: with money to choose, in a round, on a date that is not too soon."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.teams import add_team
from portal.rounds import actions as rounds
from portal.waiting import actions
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import Town
from tests.portal.waiting.full import join, school


def _freed(town: Town, row: Booking) -> WaitingPlace:
    """The booking is withdrawn and the queue is served; the only place in it."""
    bookings.withdraw(row, by=town.actor("coordinator"))
    actions.serve(row.offer_id)
    return WaitingPlace.objects.get()


def test_money_of_the_teams_of_a_school_is_not_its_own_to_choose(town: Town):
    made = cast.offer(town, price=Decimal("400.00"), capacity=1)
    row, who = cast.booking(town, made, units=1), school(town, 1, budget="1000.00")
    add_team(Account.objects.get(school=who[0]), name="Bovenbouw", amount=Decimal("700.00"), by=who[1])
    join(who, made)
    place = _freed(town, row)
    assert (place.status, place.passed) == ("waiting", "budget"), "300 is common, which is less than 400"


def test_outside_of_a_round_nothing_can_be_taken_so_nothing_is_kept(town: Town):
    made = cast.offer(town, price=Decimal("1.00"), capacity=1)
    row = cast.booking(town, made, units=1)
    join(school(town, 1), made)
    now = timezone.now()
    rounds.plan(
        town.programme, opens=now + timedelta(days=3), closes=now + timedelta(days=9), method="first_come",
        by=town.actor("officer"),
    )  # fmt: skip
    place = _freed(town, row)
    assert (place.status, place.passed) == ("waiting", "not_bookable")
    with time_machine.travel(now + timedelta(days=4)):
        actions.serve(made.pk)
        assert WaitingPlace.objects.get().status == "offered"


def _session(town: Town, made: Offer, days: int) -> Session:
    begins = timezone.now() + timedelta(days=days)
    return offers.add_session(
        made, starts_at=begins, ends_at=begins + timedelta(hours=1), capacity=1, by=town.actor("librarian")
    )


def _full(town: Town, *days: int) -> tuple[Offer, list[Booking]]:
    """An offer whose provider needs a week, with a booking on each date."""
    made = cast.offer(town, price=Decimal("1.00"), lead_time_days=7, capacity=None)
    rows = [
        bookings.book(town.kring, made, units=1, pupils=20, session=session, by=town.actor("coordinator"))
        for session in [_session(town, made, day) for day in days]
    ]
    return made, rows


def test_a_date_that_is_too_soon_for_the_provider_is_kept_for_nobody(town: Town):
    made, (soon, _later) = _full(town, 10, 30)
    who = school(town, 1)
    place = join(who, made)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        place = _freed(town, soon)
        assert (place.status, place.passed) == ("waiting", "no_room"), "in five days is too soon: it asks a week"


def test_a_place_is_kept_no_longer_than_its_date_can_be_booked(town: Town):
    made, (row,) = _full(town, 8)
    who = school(town, 1)
    join(who, made)
    place = _freed(town, row)
    assert place.session and place.kept_until
    last = timezone.localtime(place.session.starts_at).date() - timedelta(days=7)
    assert timezone.localtime(place.kept_until - timedelta(seconds=1)).date() == last
    with time_machine.travel(place.kept_until - timedelta(minutes=1)):
        assert actions.take(WaitingPlace.objects.get(), by=who[1]).session == place.session
