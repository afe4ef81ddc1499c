"""A plan that is not closed financially: several rounds in a year, each with its own money. What the first leaves
goes to the second, and who applies too late goes along with the next."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Refused
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets.models import Account
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from tests import cast
from tests.cast import Town
from tests.portal.rounds import planned


def test_two_rounds_with_their_own_money(town: Town):
    officer, kring, linde = (town.actor(who) for who in ("officer", "coordinator", "other_coordinator"))
    autumn = planned.round(town, name="Najaar", budget=Decimal("600.00"), closes=1)
    spring = planned.round(town, name="Voorjaar", budget=Decimal("400.00"), opens=10, closes=20)
    offer = cast.offer(town)

    # The schools have € 3,000 and € 2,000 of their own, but the first round gives out no more than € 600.
    bookings.book(town.kring, offer, units=3, pupils=60, by=kring)
    with pytest.raises(Refused) as refused:
        bookings.book(town.linde, offer, units=2, pupils=40, by=linde)
    assert refused.value.code == "round_exhausted"
    bookings.book(town.linde, offer, units=1, pupils=20, by=linde)
    autumn.refresh_from_db()
    assert (autumn.committed, autumn.left) == (Decimal("500.00"), Decimal("100.00"))

    # After the closing nothing is booked: a late application is kept for spring, and says so.
    rounds.close(autumn, reason="Het college beslist eerder", by=officer)
    with pytest.raises(Refused) as refused:
        bookings.book(town.linde, offer, units=2, pupils=40, by=linde)
    assert refused.value.code == "round_closed" and "Voorjaar" in refused.value.sentence
    late = bookings.book_or_wish(town.linde, offer, units=4, pupils=80, by=linde)
    assert isinstance(late, Choice) and not Booking.objects.filter(in_round=spring).exists()

    # Spring opens by the clock with its own € 400 and the € 100 that autumn left. The sum stays € 1,000.
    rounds.keep_time(now=timezone.now() + timedelta(days=11))
    Round.objects.filter(pk=spring.pk).update(opens=timezone.now() - timedelta(hours=1))
    spring.refresh_from_db()
    assert (spring.carried_in, spring.left) == (Decimal("100.00"), Decimal("500.00"))
    wish = Choice.objects.get(school=town.linde)
    booked = bookings.book_or_wish(town.linde, wish.offer, units=wish.units, pupils=wish.pupils or 0, by=linde)
    assert isinstance(booked, Booking) and booked.in_round == spring
    spring.refresh_from_db()
    autumn.refresh_from_db()
    assert (spring.left, autumn.left) == (0, 0)
    assert sum(each.committed for each in (autumn, spring)) == Decimal("1000.00")
    reserved = sum((account.reserved for account in Account.objects.filter(school__isnull=False)), Decimal(0))
    assert reserved == Decimal("1000.00")
