"""One queue per offer: who waits longest is served first, and who is passed over is told why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.errors import Forbidden, Refused
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.tasks import keep_queues
from portal.waiting import actions, queries
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import Town
from tests.portal.waiting.full import join, school


@pytest.fixture
def full(town: Town) -> tuple[Offer, Booking]:
    """Four places, all of them booked by De Kring."""
    made = cast.offer(town, price=Decimal("10.00"), capacity=4)
    return made, cast.booking(town, made, units=4)


def fresh(made: Offer) -> Offer:
    return Offer.objects.select_related("revision", "provider", "programme").get(pk=made.pk)


def statuses() -> list[str]:
    return list(WaitingPlace.objects.order_by("number").values_list("status", flat=True))


def test_a_place_that_comes_free_is_kept_for_who_waits_longest(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    first, second = school(town, 1), school(town, 2)
    one, two = join(first, made), join(second, made)
    drain()
    assert statuses() == ["waiting", "waiting"] and fresh(made).waiting == 2
    bookings.withdraw(booking, by=town.actor("coordinator"))
    drain()
    assert statuses() == ["offered", "offered"] and (fresh(made).waiting, fresh(made).taken) == (0, 2)
    taken = actions.take(WaitingPlace.objects.get(pk=one.pk), by=first[1])
    assert (taken.status, taken.school, fresh(made).taken) == ("requested", first[0], 2)
    assert WaitingPlace.objects.get(pk=one.pk).booking == taken
    with pytest.raises(Forbidden):
        actions.take(WaitingPlace.objects.get(pk=two.pk), by=first[1])
    assert verify() == []


def test_a_newcomer_does_not_slip_in_before_who_waits(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    join(school(town, 1), made)
    bookings.withdraw(booking, by=town.actor("coordinator"))  # free, but the worker did not look yet
    newcomer = school(town, 2)
    with pytest.raises(Refused) as refused:
        bookings.book(newcomer[0], fresh(made), units=1, pupils=20, by=newcomer[1])
    assert refused.value.code == "waiting_list"
    join(newcomer, made)
    drain()
    assert statuses() == ["offered", "offered"]
    third = school(town, 3)
    assert bookings.book(third[0], fresh(made), units=1, pupils=20, by=third[1]).status == "requested"


def test_who_asks_too_much_for_what_is_free_is_passed_over_with_the_reason(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    large, small = school(town, 1), school(town, 2)
    join(large, made, units=4)
    join(small, made, units=1)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    taken = cast.booking  # De Kring books three again before the worker looks: refused, it has to wait too
    with pytest.raises(Refused):
        taken(town, made, units=3)
    drain()
    assert statuses() == ["offered", "waiting"], "the large one came first and fits"
    actions.leave(WaitingPlace.objects.get(school=large[0]), by=large[1])
    drain()
    assert statuses() == ["left", "offered"]


def test_who_is_passed_over_stays_in_front(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=4)
    rows = [cast.booking(town, made, units=1) for _ in range(4)]
    large, small, poor = school(town, 1), school(town, 2), school(town, 3, budget="9.99")
    join(poor, made)
    join(large, made, units=3)
    join(small, made)
    bookings.withdraw(rows[0], by=town.actor("coordinator"))
    drain()
    places = {place.school_id: place for place in WaitingPlace.objects.all()}
    assert [(places[who[0].pk].status, places[who[0].pk].passed) for who in (poor, large, small)] == [
        ("waiting", "budget"), ("waiting", "no_room"), ("offered", ""),
    ]  # fmt: skip
    for row in rows[1:]:
        bookings.withdraw(row, by=town.actor("coordinator"))
    drain()
    assert WaitingPlace.objects.get(school=large[0]).status == "offered"
    assert queries.visible_to(large[1]).get().before == 1, "the poor one still waits longer"


def test_a_kept_place_lapses_and_goes_on(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    first, second = school(town, 1), school(town, 2)
    join(first, made, units=4)
    join(second, made, units=4)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    drain()
    place = WaitingPlace.objects.get(school=first[0])
    hours = (place.kept_until - timezone.now()).total_seconds() / 3600
    assert round(hours) == town.programme.waiting_hours
    with time_machine.travel(place.kept_until + timedelta(seconds=1), tick=False):
        with pytest.raises(Refused) as refused:
            actions.take(place, by=first[1])
        assert refused.value.code == "place_lapsed"
        keep_queues()
        drain()
    assert statuses() == ["lapsed", "offered"] and fresh(made).taken == 4
    assert join(first, made).number == 3, "who comes back stands at the end"


def test_the_letter_says_until_when_and_goes_to_who_may_take_it(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    join(school(town, 1), made)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    drain()
    (letter,) = [each for each in mail.outbox if each.to == ["c1@example.org"]]
    assert "Voorleesuur" in letter.subject and "/school/waiting" in letter.body and "School 1" in letter.body


def test_only_a_full_offer_has_a_queue_and_a_school_stands_in_it_once(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=2)
    who = school(town, 1)
    with pytest.raises(Refused) as refused:
        join(who, made)
    assert refused.value.code == "not_full" and fresh(made).waiting == 0
    cast.booking(town, made, units=2)
    join(who, made)
    with pytest.raises(Refused) as refused:
        join(who, made)
    assert refused.value.code == "waits_already" and fresh(made).waiting == 1
    with pytest.raises(Forbidden):
        join((who[0], town.actor("other_coordinator")), made)


def test_taking_without_the_money_leaves_the_place_kept(town: Town, full: tuple[Offer, Booking]):
    made, booking = full
    who = school(town, 1, budget="10.00")
    place = join(who, made)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    drain()
    bookings.book(who[0], fresh(cast.offer(town, price=Decimal("10.00"))), units=1, pupils=20, by=who[1])
    with pytest.raises(Refused) as refused:
        actions.take(WaitingPlace.objects.get(pk=place.pk), by=who[1])
    assert refused.value.code == "budget_exhausted"
    assert WaitingPlace.objects.get(pk=place.pk).status == "offered" and fresh(made).taken == 1
    actions.leave(WaitingPlace.objects.get(pk=place.pk), by=who[1])
    assert fresh(made).taken == 0 and Account.objects.get(school=who[0]).available == 0


def _session(town: Town, made: Offer, days: int, capacity: int = 1) -> Session:
    starts = timezone.now() + timedelta(days=days)
    return offers.add_session(
        made, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=capacity, by=town.actor("librarian")
    )


def test_one_queue_over_all_dates_and_only_a_date_that_suits(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=None)
    early, late = _session(town, made, 20), _session(town, made, 30)
    coordinator = town.actor("coordinator")
    held = [bookings.book(town.kring, made, units=1, pupils=20, session=each, by=coordinator) for each in (early, late)]
    picky, easy = school(town, 1), school(town, 2)
    join(picky, made, sessions=[late])
    join(easy, made)
    bookings.withdraw(held[0], by=coordinator)
    drain()
    assert WaitingPlace.objects.get(school=picky[0]).passed == "no_room"
    assert WaitingPlace.objects.get(school=easy[0]).session == early
    bookings.withdraw(held[1], by=coordinator)
    drain()
    assert WaitingPlace.objects.get(school=picky[0]).session == late
    assert [session.taken for session in Session.objects.order_by("starts_at")] == [1, 1]


def test_a_new_date_serves_who_waits_when_the_clock_looks(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=None)
    early = _session(town, made, 20)
    bookings.book(town.kring, made, units=1, pupils=20, session=early, by=town.actor("coordinator"))
    who = school(town, 1)
    join(who, made)
    drain()
    assert statuses() == ["waiting"]
    later = _session(town, made, 40)
    keep_queues()
    assert WaitingPlace.objects.get(school=who[0]).session == later


def test_nobody_moves_to_a_date_that_others_wait_for(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=None)
    early, late = _session(town, made, 20), _session(town, made, 30, capacity=2)
    coordinator = town.actor("coordinator")
    booking = bookings.book(town.kring, made, units=1, pupils=20, session=early, by=coordinator)
    bookings.book(town.linde, made, units=2, pupils=40, session=late, by=town.actor("other_coordinator"))
    join(school(town, 1), made, units=2)
    offers.change_session(late, capacity=3, by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        bookings.reschedule(Booking.objects.get(pk=booking.pk), session=late, by=coordinator)
    assert refused.value.code == "waiting_list"


def test_who_sees_which_places(town: Town, full: tuple[Offer, Booking]):
    made, _booking = full
    who = school(town, 1)
    place = join(who, made)
    for actor in (who[1], town.actor("board"), town.actor("librarian"), town.actor("officer")):
        assert place in queries.visible_to(actor)
    for actor in (town.actor("coordinator"), town.actor("musician")):
        assert place not in queries.visible_to(actor)
