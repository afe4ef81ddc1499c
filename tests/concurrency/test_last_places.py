"""Shows 4: 64 people at once for the last places and the last euros. What fits succeeds; the others are told why."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from catalogue.actor import Actor
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]

CROWD = 64


def _book(school: object, offer_id: object, by: Actor) -> None:
    """As a front door does it: read the offer, then book."""
    bookings.book(
        school, Offer.objects.select_related("revision", "provider").get(pk=offer_id), units=1, pupils=20, by=by
    )


def _crowd(town: Town, made: Offer) -> list[partial[None]]:
    """64 people of two schools, in turn."""
    kring, linde = town.actor("coordinator"), town.actor("other_coordinator")
    people = [(town.kring, kring), (town.linde, linde)] * (CROWD // 2)
    return [partial(_book, school, made.pk, by) for school, by in people]


def test_the_last_places(real_town: Town):
    made = cast.offer(real_town, price=Decimal("10.00"), capacity=5)
    outcomes = at_once(_crowd(real_town, made))
    assert outcomes == {DONE: 5, "capacity_exhausted": CROWD - 5}
    assert Offer.objects.get(pk=made.pk).taken == 5
    assert Booking.objects.filter(status="requested").count() == 5
    assert sum(Account.objects.values_list("reserved", flat=True)) == Decimal("50.00")
    assert verify() == []


def test_the_last_euros(real_town: Town):
    """De Kring has € 3,000 and De Linde € 2,000: seven and five bookings of € 400 fit."""
    made = cast.offer(real_town, price=Decimal("400.00"), capacity=None)
    outcomes = at_once(_crowd(real_town, made))
    assert outcomes == {DONE: 7 + 5, "budget_exhausted": CROWD - 12}
    left = dict(Account.objects.filter(school__isnull=False).values_list("school__name", "reserved"))
    assert (left["De Kring"], left["De Linde"]) == (Decimal("2800.00"), Decimal("2000.00"))
    assert Offer.objects.get(pk=made.pk).taken == Entry.objects.filter(kind="reserve").count() == 12
    assert verify() == []


def test_places_and_euros_that_come_back_are_never_given_back_twice(real_town: Town):
    """Both sides end the same bookings at the same moment: one of the two is first, the other hears so."""
    made = cast.offer(real_town, price=Decimal("10.00"))
    rows = [cast.booking(real_town, made, units=1) for _ in range(8)]
    school, provider = real_town.actor("coordinator"), real_town.actor("librarian")
    deeds = [partial(bookings.withdraw, Booking.objects.get(pk=row.pk), by=school) for row in rows]
    deeds += [partial(bookings.decline, Booking.objects.get(pk=row.pk), reason="Vol", by=provider) for row in rows]
    outcomes = at_once(deeds)
    assert outcomes == {DONE: 8, "stale": 8}
    assert Offer.objects.get(pk=made.pk).taken == 0
    assert Account.objects.get(school=real_town.kring).reserved == 0
    assert Entry.objects.filter(kind="release").count() == 8
    assert verify() == []


def test_the_same_proposal_approved_twice_takes_once(real_town: Town):
    made = cast.offer(real_town)
    proposal = bookings.book(real_town.kring, made, units=2, pupils=50, by=real_town.actor("teacher"))
    people = [real_town.actor("director"), real_town.actor("board")] * 4
    deeds = [partial(bookings.approve, Booking.objects.get(pk=proposal.pk), by=by) for by in people]
    outcomes = at_once(deeds)
    assert outcomes == {DONE: 1, "stale": 7}
    assert Offer.objects.get(pk=made.pk).taken == 2
    assert verify() == []


def test_fewer_places_published_while_people_book_never_oversells(real_town: Town):
    """The officer lowers the places from 20 to 3 in the middle of a rush: refused when more is booked by then."""
    made = cast.offer(real_town, price=Decimal("1.00"), capacity=20)
    offers.edit(made, capacity=3, by=real_town.actor("librarian"))
    offers.submit(made, by=real_town.actor("librarian"))
    lower = partial(offers.publish, Offer.objects.get(pk=made.pk), by=real_town.actor("officer"))
    outcomes = at_once([*_crowd(real_town, made)[:10], lower])
    fresh = Offer.objects.get(pk=made.pk)
    assert set(outcomes) <= {DONE, "capacity_exhausted"}
    assert fresh.capacity in (3, 20)
    assert fresh.taken == Booking.objects.count() <= fresh.capacity
    assert outcomes[DONE] == fresh.taken + (fresh.capacity == 3)
    assert verify() == []
