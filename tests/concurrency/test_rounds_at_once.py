"""The last euros of a round, and what an earlier one left: many at once never commit more than there is."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.queries import verify
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.rounds import planned

pytestmark = [pytest.mark.slow, pytest.mark.databases]

CROWD = 32


def _book(school: object, offer_id: object, by: Actor) -> None:
    rows = Offer.objects.select_related("revision", "provider", "programme")
    bookings.book(school, rows.get(pk=offer_id), units=1, pupils=20, by=by)


def test_the_last_euros_of_a_round_with_what_the_earlier_one_left(real_town: Town):
    first = planned.round(real_town, budget=Decimal("100.00"))
    made = cast.offer(real_town, price=Decimal("20.00"), capacity=None)
    kring, linde = real_town.actor("coordinator"), real_town.actor("other_coordinator")
    early = [bookings.book(real_town.kring, made, units=1, pupils=20, by=kring) for _number in range(3)]
    rounds.close(first, reason="Klaar", by=real_town.actor("officer"))
    second = planned.round(real_town, opens=0, closes=5, budget=Decimal("60.00"))
    people = [(real_town.kring, kring), (real_town.linde, linde)] * (CROWD // 2)
    outcomes = at_once(
        [
            *(partial(_book, school, made.pk, by) for school, by in people),
            *(partial(bookings.withdraw, row, by=kring) for row in early),
            *(partial(rounds.keep_time) for _number in range(4)),
        ]
    )
    # € 40 was left of the first and € 60 comes back during the rush: nothing of the € 160 is lost, nothing given twice.
    rounds.keep_time()
    first.refresh_from_db()
    second.refresh_from_db()
    booked = Booking.objects.filter(in_round=second, status="requested")
    assert set(outcomes) <= {DONE, "round_exhausted"}
    assert second.committed == sum((row.reserved for row in booked), Decimal(0))
    assert 5 <= booked.count() <= 8
    assert (first.committed, first.left, second.carried_in) == (Decimal(0), Decimal(0), Decimal("100.00"))
    assert second.left == Decimal("160.00") - second.committed
    assert Round.objects.count() == 2 and verify() == []
