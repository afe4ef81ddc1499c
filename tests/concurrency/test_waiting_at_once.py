"""64 at once on the last places of groups, with cancellations in between: none oversold, none lost, none overtaken."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.queries import verify
from portal.waiting import actions
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.waiting.full import join, school

pytestmark = [pytest.mark.slow, pytest.mark.databases]
PLACES, CROWD = 12, 52


def _want(who: tuple, made: Offer, units: int) -> None:
    """Book; else wait. As somebody at a screen does it."""
    fresh = Offer.objects.select_related("revision", "provider", "programme").get(pk=made.pk)
    try:
        bookings.book(who[0], fresh, units=units, pupils=20 * units, by=who[1])
    except Refused as refused:
        if refused.code not in ("waiting_list", "capacity_exhausted"):
            raise
        join(who, made, units=units)


def test_the_last_groups_with_cancellations_in_between(real_town: Town):
    town = real_town
    made = cast.offer(town, price=Decimal("1.00"), capacity=PLACES)
    held = [cast.booking(town, made, units=1) for _ in range(PLACES)]
    crowd = [school(town, number) for number in range(CROWD)]
    deeds = [partial(_want, who, made, 1 + number % 3) for number, who in enumerate(crowd)]
    cancel = [partial(bookings.withdraw, Booking.objects.get(pk=row.pk), by=town.actor("coordinator")) for row in held]
    serve = [partial(actions.serve, made.pk) for _ in range(4)]
    outcomes = at_once([*deeds, *cancel, *serve])
    assert set(outcomes) <= {DONE, "not_full"}, outcomes
    for _round in range(3):
        drain()

    offer = Offer.objects.get(pk=made.pk)
    places = list(WaitingPlace.objects.order_by("number"))
    held_now = sum(row.quantity for row in Booking.objects.filter(offer=made, status="requested"))
    kept = sum(place.quantity for place in places if place.status == "offered")
    assert offer.taken == held_now + kept <= PLACES
    assert offer.waiting == sum(place.status == "waiting" for place in places)
    assert sorted(place.number for place in places) == list(range(1, len(places) + 1))
    free = PLACES - offer.taken
    waiting = [place for place in places if place.status == "waiting"]
    assert all(place.quantity > free for place in waiting), "a place that fits is never left lying"
    behind = {place.number for place in places if place.status == "offered"}
    overtaken = [place for place in waiting if any(number > place.number for number in behind)]
    assert all(place.passed == "no_room" for place in overtaken), "who was overtaken knows why"
    assert verify() == []


def test_who_takes_and_what_lapses_at_the_same_moment_gives_one_of_the_two(real_town: Town):
    town = real_town
    made = cast.offer(town, price=Decimal("1.00"), capacity=8)
    booking = cast.booking(town, made, units=8)
    crowd = [school(town, number) for number in range(8)]
    for who in crowd:
        join(who, made)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    drain()
    rows = {place.school_id: place for place in WaitingPlace.objects.filter(status="offered")}
    assert len(rows) == 8
    take = [
        partial(
            actions.take,
            WaitingPlace.objects.select_related(
                "school", "offer__revision", "offer__provider", "offer__programme", "session"
            ).get(pk=rows[who[0].pk].pk),
            by=who[1],
        )
        for who in crowd
    ]
    leave = [
        partial(actions.leave, WaitingPlace.objects.select_related("school").get(pk=rows[who[0].pk].pk), by=who[1])
        for who in crowd
    ]
    outcomes = at_once([*take, *leave])
    assert outcomes[DONE] == 8 and set(outcomes) <= {DONE, "stale", "wrong_state"}, outcomes
    ended = Counter(WaitingPlace.objects.values_list("status", flat=True))
    assert ended["taken"] + ended["left"] == 8
    assert Offer.objects.get(pk=made.pk).taken == ended["taken"] == Booking.objects.filter(status="requested").count()
    assert verify() == []


def test_a_queue_over_many_dates_is_served_while_others_leave_those_dates(real_town: Town):
    """Whoever serves holds the dates before the offer, as all others do: nobody waits for the other for ever."""
    town = real_town
    made, begins = cast.offer(town, price=Decimal("1.00"), capacity=40), timezone.now() + timedelta(days=20)
    dates = [
        offers.add_session(
            made, starts_at=begins + timedelta(days=day), ends_at=begins + timedelta(days=day, hours=1), capacity=4,
            by=town.actor("librarian"),
        )
        for day in range(10)
    ]  # fmt: skip
    coordinator = town.actor("coordinator")
    held = [
        bookings.book(town.kring, made, units=1, pupils=20, session=date, by=coordinator)
        for date in dates
        for _place in range(4)
    ]
    for number in range(30):
        join(school(town, number), made, sessions=[dates[number % 10]])
    rows = [Booking.objects.get(pk=row.pk) for row in held]
    leave = [partial(bookings.withdraw, row, by=coordinator) for row in rows]
    outcomes = at_once([*leave[:20], *(partial(actions.serve, made.pk) for _ in range(6)), *leave[20:]])
    assert set(outcomes) == {DONE}, outcomes
    drain()
    kept = Counter(WaitingPlace.objects.filter(status="offered").values_list("session", flat=True))
    assert dict(Session.objects.values_list("pk", "taken")) == {date.pk: kept[date.pk] for date in dates}
    assert sum(kept.values()) == Offer.objects.get(pk=made.pk).taken == 30 and verify() == []
