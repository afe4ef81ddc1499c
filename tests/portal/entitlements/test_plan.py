"""A school plans what it is entitled to. It costs no choice budget, and whatever does not happen comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from catalogue.errors import Refused, Stale
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.entitlements.models import EntitlementUse
from portal.entitlements.queries import Part, standing_of
from tests import cast
from tests.cast import Town

AUTUMN, SPRING = date(2026, 12, 7), date(2027, 2, 1)


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))):
        yield


def _plan(town: Town, made: Offer, units: int = 1, day: date | None = AUTUMN, who: str = "coordinator") -> Booking:
    dates = [day] if day else []
    made = Offer.objects.get(pk=made.pk)
    return bookings.book(town.kring, made, units=units, pupils=20, wished_dates=dates, by=town.actor(who))


def _part(town: Town, made: Offer, day: date = AUTUMN) -> Part:
    standing = standing_of(town.actor("coordinator"), town.kring, made)
    assert standing
    return standing.on(day)


def _figures(town: Town, made: Offer, day: date = AUTUMN) -> tuple[int | None, int, int, int | None]:
    part = _part(town, made, day)
    return part.entitled, part.planned, part.delivered, part.left


def _revise(town: Town, made: Offer, **said: object) -> None:
    made = Offer.objects.get(pk=made.pk)
    offers.edit(made, by=town.actor("librarian"), **said)
    offers.submit(made, by=town.actor("librarian"))
    offers.publish(made, by=town.actor("officer"))


def test_it_takes_from_the_entitlement_and_the_municipality_pays(town: Town):
    made = cast.fixed_offer(town)
    _plan(town, made, units=3)
    assert _figures(town, made) == (4, 3, 0, 1)
    assert _figures(town, made, SPRING) == (4, 0, 0, 4), "another term"
    assert Account.objects.get(school=town.kring).reserved == 0
    assert Account.objects.get(line="fixed").reserved == 30
    assert verify() == []


def test_more_than_the_entitlement_is_refused_with_what_is_left(town: Town):
    made = cast.fixed_offer(town)
    _plan(town, made, units=3)
    with pytest.raises(Refused) as refused:
        _plan(town, made, units=2)
    assert refused.value.code == "entitlement_exhausted"
    assert "nog 1 van 4 over" in refused.value.sentence
    assert "schoolperiode 1 (1 augustus t/m 3 januari 2027)" in refused.value.sentence
    with pytest.raises(Refused):
        _plan(town, made, units=5, day=SPRING)
    assert Offer.objects.get(pk=made.pk).taken == 3
    assert Account.objects.get(line="fixed").reserved == 30


def test_without_a_day_it_counts_now(town: Town):
    made = cast.fixed_offer(town, entitlement_period="month")
    _plan(town, made, day=None)
    assert _figures(town, made, date(2026, 11, 1)) == (4, 1, 0, 3)


def test_a_session_counts_on_its_own_day(town: Town):
    made = cast.fixed_offer(town)
    session = _session(town, made, SPRING)
    bookings.book(town.kring, made, units=2, pupils=20, session=session, by=town.actor("coordinator"))
    assert _figures(town, made, SPRING) == (4, 2, 0, 2)


def _session(town: Town, made: Offer, day: date, capacity: int | None = None) -> Session:
    starts = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
    ends = starts.replace(hour=11)
    return offers.add_session(made, starts_at=starts, ends_at=ends, capacity=capacity, by=town.actor("librarian"))


def test_a_proposal_takes_when_it_is_approved(town: Town):
    made = cast.fixed_offer(town)
    proposal = _plan(town, made, units=3, who="teacher")
    assert _figures(town, made) == (4, 0, 0, 4)
    _plan(town, made, units=2)
    with pytest.raises(Refused) as refused:
        bookings.approve(proposal, by=town.actor("director"))
    assert refused.value.code == "entitlement_exhausted"


def test_what_is_delivered_is_told_apart(town: Town):
    made = cast.fixed_offer(town)
    booking, library = _plan(town, made, units=2), town.actor("librarian")
    bookings.confirm(booking, by=library)
    for _report in range(2):  # the second corrects the first
        bookings.deliver(booking, date=date(2026, 11, 25), sessions=2, pupils_reached=18, by=library)
        assert _figures(town, made) == (4, 0, 2, 2)
        bookings.dispute(booking, reason="Het was één keer", by=town.actor("coordinator"))
    bookings.cancel(booking, by=town.actor("coordinator"))
    assert _figures(town, made) == (4, 0, 0, 4)


def _withdrawn(town: Town, booking: Booking) -> None:
    bookings.withdraw(booking, by=town.actor("coordinator"))


def _declined(town: Town, booking: Booking) -> None:
    bookings.decline(booking, reason="Vol", by=town.actor("librarian"))


def _cancelled(town: Town, booking: Booking) -> None:
    bookings.confirm(booking, by=town.actor("librarian"))
    bookings.cancel(booking, by=town.actor("coordinator"))


@pytest.mark.parametrize("way_back", [_withdrawn, _declined, _cancelled])
def test_every_way_back_gives_it_back(town: Town, way_back: Callable[[Town, Booking], None]):
    made = cast.fixed_offer(town)
    way_back(town, _plan(town, made, units=4))
    assert _figures(town, made) == (4, 0, 0, 4)
    assert _plan(town, made, units=4).status == "requested"


def test_a_school_without_choice_budget_plans_a_fixed_offer(town: Town):
    Account.objects.filter(school=town.kring).update(granted=0)
    assert _plan(town, cast.fixed_offer(town)).status == "requested"


def test_a_fixed_offer_without_an_entitlement_is_booked_without_a_limit(town: Town):
    made = cast.fixed_offer(town, entitlement_units=None, entitlement_period="")
    for _booking in range(3):
        _plan(town, made, units=10)
    assert _figures(town, made) == (None, 30, 0, None)


def test_units_move_when_the_day_moves_to_another_period(town: Town):
    made = cast.fixed_offer(town)
    booking = _plan(town, made, units=3)
    bookings.reschedule(booking, wished_dates=[SPRING], by=town.actor("coordinator"))
    assert (_figures(town, made), _figures(town, made, SPRING)) == ((4, 0, 0, 4), (4, 3, 0, 1))
    second = _plan(town, made, units=2)
    bookings.confirm(second, by=town.actor("planner"))
    with pytest.raises(Refused) as refused:
        bookings.reschedule(second, wished_dates=[SPRING], by=town.actor("planner"))
    assert refused.value.code == "entitlement_exhausted"
    again = Booking.objects.get(pk=second.pk)
    bookings.reschedule(again, wished_dates=[date(2026, 12, 18)], by=town.actor("planner"))
    assert _figures(town, made) == (4, 2, 0, 2)


def test_places_of_a_session_move_with_it(town: Town):
    made = cast.fixed_offer(town)
    first, second, full = (_session(town, made, day, capacity=2) for day in (AUTUMN, SPRING, date(2027, 5, 3)))
    booking = bookings.book(town.kring, made, units=2, pupils=20, session=first, by=town.actor("coordinator"))
    bookings.book(town.linde, made, units=1, pupils=20, session=full, by=town.actor("other_coordinator"))
    bookings.reschedule(booking, session=second, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        bookings.reschedule(Booking.objects.get(pk=booking.pk), session=full, by=town.actor("coordinator"))
    assert refused.value.code == "capacity_exhausted"
    taken = dict(Session.objects.values_list("pk", "taken"))
    assert [taken[each.pk] for each in (first, second, full)] == [0, 2, 1]


def test_a_smaller_entitlement_leaves_what_was_planned(town: Town):
    made = cast.fixed_offer(town)
    booking = _plan(town, made, units=3)
    _revise(town, made, entitlement_units=2)
    assert _figures(town, made) == (2, 3, 0, 0)
    with pytest.raises(Refused):
        _plan(town, made)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    assert _plan(town, made, units=2).status == "requested"


def test_a_larger_one_counts_from_its_publication(town: Town):
    made = cast.fixed_offer(town)
    _plan(town, made, units=4)
    _revise(town, made, entitlement_units=6)
    _plan(town, made, units=2)
    assert _figures(town, made) == (6, 6, 0, 0)


@pytest.mark.parametrize("worker_was_there", [True, False])
def test_in_other_periods_what_was_planned_is_counted_again(town: Town, worker_was_there: bool):
    """Planned in the term; then the offer gives two a month: December had three already, and keeps them."""
    made = cast.fixed_offer(town)
    booking = _plan(town, made, units=3)
    _revise(town, made, entitlement_units=2, entitlement_period="month")
    if worker_was_there:
        drain()
        drain()
        assert _figures(town, made) == (2, 3, 0, 0)
    with pytest.raises(Refused):
        _plan(town, made)
    _plan(town, made, units=2, day=SPRING)
    drain()
    booking.refresh_from_db()
    bookings.withdraw(booking, by=town.actor("coordinator"))
    assert _figures(town, made) == (2, 0, 0, 2)
    assert sorted(EntitlementUse.objects.values_list("kind", "used")) == [("month", 0), ("month", 2), ("term", 0)]


def test_who_read_the_version_before_does_not_plan_by_it(town: Town):
    made = cast.fixed_offer(town)
    as_read = Offer.objects.select_related("revision", "programme").get(pk=made.pk)
    _revise(town, made, entitlement_units=1)
    with pytest.raises(Stale):
        bookings.book(town.kring, as_read, units=3, pupils=20, by=town.actor("coordinator"))
