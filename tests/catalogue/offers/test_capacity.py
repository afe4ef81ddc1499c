"""Places: taken in one conditional statement, never more than there are, and given back whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers import actions as offers
from catalogue.offers.capacity import give_back, take
from catalogue.offers.models import Offer, Session
from tests import cast
from tests.cast import Town

START = datetime(2027, 3, 15, 9, tzinfo=UTC)


def _session(town: Town, made: Offer, capacity: int | None = 3) -> Session:
    return offers.add_session(
        made, starts_at=START, ends_at=START + timedelta(hours=1), capacity=capacity, by=town.actor("planner")
    )


def _taken(row: Offer | Session) -> int:
    row.refresh_from_db()
    return row.taken


def test_the_last_places_go_and_then_there_are_none(town: Town):
    made = cast.offer(town, capacity=5)
    take(made, None, 4)
    with pytest.raises(Refused) as refused:
        take(made, None, 2)
    assert refused.value.code == "capacity_exhausted"
    take(made, None, 1)
    assert _taken(made) == 5
    assert made.capacity_left == 0


def test_an_offer_without_a_limit_has_room_for_everybody(town: Town):
    made = cast.offer(town, capacity=None)
    take(made, None, 10_000)
    assert (_taken(made), made.capacity_left) == (10_000, None)


def test_a_session_has_places_of_its_own_beside_those_of_the_offer(town: Town):
    made = cast.offer(town, capacity=5)
    session = _session(town, made, capacity=3)
    with pytest.raises(Refused), transaction.atomic():
        take(made, session, 4)
    assert (_taken(made), _taken(session)) == (0, 0)
    take(made, session, 3)
    assert (_taken(made), _taken(session)) == (3, 3)
    give_back(made.pk, session.pk, 3)
    assert (_taken(made), _taken(session)) == (0, 0)


def test_places_of_an_offer_that_left_the_catalogue_cannot_be_taken(town: Town):
    made = cast.offer(town)
    offers.withdraw(Offer.objects.get(pk=made.pk), by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        take(made, None, 1)
    assert refused.value.code == "wrong_state"


def test_the_database_itself_refuses_an_oversold_offer(town: Town):
    made = cast.offer(town, capacity=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=made.pk).update(taken=6)


def test_a_session_ends_after_it_starts_and_is_planned_by_its_provider(town: Town):
    made = cast.offer(town)
    with pytest.raises(Invalid):
        offers.add_session(made, starts_at=START, ends_at=START, by=town.actor("librarian"))
    with pytest.raises(Forbidden):
        offers.add_session(made, starts_at=START, ends_at=START + timedelta(hours=1), by=town.actor("musician"))
