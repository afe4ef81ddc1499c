"""Moves, splits, cancellations and bookings at once at the same last places: none oversold, no cent astray."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone

from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.agreeing import proposals_visible_to
from portal.bookings.models import Booking
from portal.bookings.states import HOLDS_PLACES
from portal.budgets.models import Account
from portal.budgets.queries import verify
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.bookings.terms import agreed
from tests.portal.waiting.full import school

pytestmark = [pytest.mark.slow, pytest.mark.databases]
EXPECTED = {DONE, "capacity_exhausted", "stale", "wrong_state", "too_late_to_move"}


def _read(pk: Any) -> Booking:
    rows = Booking.objects.select_related("school", "offer__programme", "revision", "session", "entitlement")
    return rows.get(pk=pk)


def _session(town: Town, made: Offer, days: int, capacity: int) -> Session:
    begins = timezone.now() + timedelta(days=days)
    ends = begins + timedelta(hours=1)
    return offers.add_session(made, starts_at=begins, ends_at=ends, capacity=capacity, by=town.actor("librarian"))


def test_who_moves_splits_cancels_and_books_at_the_same_last_places(real_town: Town):
    town, coordinator, librarian = real_town, real_town.actor("coordinator"), real_town.actor("librarian")
    agreed(town)
    made = cast.offer(town, price=Decimal("10.01"), capacity=None)
    soon, later = _session(town, made, 3, 40), _session(town, made, 30, 6)
    rows = []
    for _number in range(16):
        offer = Offer.objects.select_related("revision", "provider", "programme").get(pk=made.pk)
        row = bookings.book(town.kring, offer, units=2, pupils=40, session=soon, by=coordinator)
        rows.append(bookings.confirm(row, by=librarian))
    asked = [bookings.propose_dates(row, session=later, by=librarian) for row in rows[:8]]
    crowd = [school(town, number) for number in range(8)]

    def accept(pk: Any) -> None:
        bookings.accept_dates(proposals_visible_to(coordinator).get(pk=pk), by=coordinator)

    def book(who: Any) -> None:
        offer = Offer.objects.select_related("revision", "provider", "programme").get(pk=made.pk)
        bookings.book(who[0], offer, units=1, pupils=20, session=Session.objects.get(pk=later.pk), by=who[1])

    outcomes = at_once([
        *(partial(accept, each.pk) for each in asked),
        *(partial(book, who) for who in crowd),
        *(partial(lambda pk: bookings.cancel(_read(pk), by=coordinator), row.pk) for row in rows[4:12]),
        *(partial(lambda pk: bookings.split(_read(pk), units=1, by=coordinator), row.pk) for row in rows[10:16]),
    ])  # fmt: skip
    assert set(outcomes) <= EXPECTED, outcomes
    drain()
    _adds_up(made, soon, later)


def _adds_up(made: Offer, soon: Session, later: Session) -> None:
    """Places of the sessions and of the offer are those of the bookings; the ledger re-adds, fees included."""
    held = Booking.objects.filter(offer=made, status__in=HOLDS_PLACES)
    for session in (soon, later):
        session.refresh_from_db()
        assert session.taken == (held.filter(session=session).aggregate(n=Sum("quantity"))["n"] or 0)
        assert session.taken <= (session.capacity or 0)
    assert Offer.objects.get(pk=made.pk).taken == held.aggregate(n=Sum("quantity"))["n"]
    for account in Account.objects.filter(school__isnull=False):
        kept = Booking.objects.filter(account=account).aggregate(n=Sum("reserved"))["n"] or Decimal(0)
        assert account.reserved == kept
    for row in Booking.objects.filter(status="cancelled_late"):
        assert row.reserved == row.claimable == row.fee
    assert verify() == []
