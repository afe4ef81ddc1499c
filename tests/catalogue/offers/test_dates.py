"""The dates of an offer: one by one or as a series, changed and taken away as long as no school booked them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from catalogue.offers.series import MOST_DATES, Repeat
from catalogue.programmes.queries import holiday_regions, holidays
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town

HOUR = timedelta(hours=1)


def at(day: str, hour: int = 10) -> datetime:
    """A moment on the clock in the Netherlands."""
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00"))


def plan(town: Town, made: Offer, day: str = "2027-03-15", **said: Any) -> Session:
    return offers.add_session(made, starts_at=at(day), ends_at=at(day) + HOUR, by=town.actor("planner"), **said)


def series(town: Town, made: Offer, first: str, every: str, **said: Any) -> list[offers.Planned]:
    repeat = Repeat(every, **{name: said.pop(name) for name in ("until", "times") if name in said})
    return offers.add_series(
        made, starts_at=at(first), ends_at=at(first) + HOUR, repeat=repeat, by=town.actor("planner"), **said
    )


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("week", ["2027-03-01", "2027-03-08", "2027-03-15"]),
        ("two_weeks", ["2027-03-01", "2027-03-15", "2027-03-29"]),
        ("month", ["2027-03-01", "2027-04-01", "2027-05-01"]),
    ],
)
def test_a_series_repeats_a_number_of_times(town: Town, every: str, days: list[str]):
    made = cast.offer(town)
    planned = series(town, made, "2027-03-01", every, times=3, capacity=2, place="Zaal")
    assert [str(each.day) for each in planned] == days
    assert {(each.session.capacity, each.session.place) for each in planned if each.session} == {(2, "Zaal")}
    assert len(set(made.sessions.values_list("series", flat=True))) == 1
    assert [line.event for line in history_of(made.pk)].count("session.series_added") == 1


def test_it_goes_on_until_and_with_the_last_day(town: Town):
    planned = series(town, cast.offer(town), "2027-03-01", "week", until=date(2027, 3, 15))
    assert [each.day.day for each in planned] == [1, 8, 15]


def test_the_hour_is_that_of_the_clock_also_in_summer_time(town: Town):
    planned = series(town, cast.offer(town), "2027-03-22", "week", times=2)
    assert [timezone.localtime(each.session.starts_at).hour for each in planned if each.session] == [10, 10]
    assert [each.session.starts_at.astimezone(UTC).hour for each in planned if each.session] == [9, 8]


def test_school_holidays_and_days_of_the_planner_are_left_out_and_say_so(town: Town):
    planned = series(
        town, cast.offer(town), "2027-02-15", "week", times=4, skip_holidays="midden", skip_days=[date(2027, 3, 1)]
    )
    assert [(each.day.isoformat(), each.code) for each in planned] == [
        ("2027-02-15", ""), ("2027-02-22", "free_day"), ("2027-03-01", "free_day"), ("2027-03-08", ""),
    ]  # fmt: skip
    assert "Voorjaarsvakantie" in planned[1].sentence


def test_a_month_without_that_day_is_said_and_a_date_that_is_there_too(town: Town):
    made = cast.offer(town)
    plan(town, made, "2027-03-31", place="Zaal")
    planned = series(town, made, "2027-01-31", "month", times=3, place="Zaal")
    assert [each.code for each in planned] == ["", "no_such_day", "date_taken"]
    assert made.sessions.count() == 2


@pytest.mark.parametrize(
    ("every", "said", "where"),
    [
        ("day", {"times": 2}, "#/every"),
        ("week", {}, "#/until"),
        ("week", {"times": 2, "until": date(2027, 4, 1)}, "#/until"),
        ("week", {"until": date(2027, 2, 1)}, "#/until"),
        ("week", {"until": date(2030, 1, 1)}, "#/until"),
        ("week", {"times": MOST_DATES + 1}, "#/times"),
        ("week", {"times": 2, "capacity": 0}, "#/capacity"),
    ],
)
def test_a_series_that_makes_no_sense_plans_nothing(town: Town, every: str, said: dict[str, Any], where: str):
    made = cast.offer(town)
    with pytest.raises(Invalid) as invalid:
        series(town, made, "2027-03-01", every, **said)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_the_same_moment_and_place_twice_is_refused_another_room_is_not(town: Town):
    made = cast.offer(town)
    plan(town, made, place="Zaal 1")
    plan(town, made, place="Zaal 2")
    with pytest.raises(Refused) as refused:
        plan(town, made, place="Zaal 1")
    assert refused.value.code == "date_taken"


def test_a_date_that_nobody_booked_is_moved_and_taken_away(town: Town):
    session = plan(town, cast.offer(town))
    planner = town.actor("planner")
    offers.change_session(session, starts_at=at("2027-03-16"), ends_at=at("2027-03-16") + HOUR, capacity=3, by=planner)
    session.refresh_from_db()
    assert (session.starts_at, session.capacity) == (at("2027-03-16"), 3)
    offers.remove_session(session, by=planner)
    assert not Session.objects.exists()


def test_a_booked_date_stays_where_it_is_and_keeps_its_places(town: Town):
    made = cast.offer(town)
    session = plan(town, made, capacity=4)
    bookings.book(town.kring, made, units=2, pupils=40, session=session, by=town.actor("coordinator"))
    session.refresh_from_db()
    planner = town.actor("planner")
    for deed, code in (
        (lambda: offers.change_session(session, starts_at=at("2027-03-15", 9), by=planner), "session_booked"),
        (lambda: offers.change_session(session, place="Elders", by=planner), "session_booked"),
        (lambda: offers.change_session(session, capacity=1, by=planner), "capacity_exhausted"),
        (lambda: offers.remove_session(session, by=planner), "session_booked"),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == code
    assert offers.change_session(session, capacity=6, by=planner).capacity_left == 4


def test_a_date_that_was_booked_once_is_not_taken_away(town: Town):
    """The booking that was withdrawn still says when it would have been."""
    made = cast.offer(town)
    session = plan(town, made)
    row = bookings.book(town.kring, made, units=1, pupils=20, session=session, by=town.actor("coordinator"))
    bookings.withdraw(row, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        offers.remove_session(Session.objects.get(), by=town.actor("planner"))
    assert refused.value.code == "session_booked"


def test_a_date_cannot_end_before_it_begins(town: Town):
    session = plan(town, cast.offer(town))
    with pytest.raises(Invalid):
        offers.change_session(session, ends_at=session.starts_at, by=town.actor("planner"))


def test_only_its_provider_plans(town: Town):
    made = cast.offer(town)
    session, stranger = plan(town, made), town.actor("musician")
    for deed in (
        lambda: offers.change_session(session, capacity=1, by=stranger),
        lambda: offers.remove_session(session, by=stranger),
        lambda: offers.add_series(
            made, starts_at=at("2027-03-01"), ends_at=at("2027-03-01", 11), repeat=Repeat("week", times=1), by=stranger
        ),
    ):
        with pytest.raises(Forbidden):
            deed()


def test_holidays_are_dated_facts_per_region(town: Town):
    assert holiday_regions() == ["midden"]
    days = holidays("midden")
    assert (days[date(2026, 12, 25)], date(2026, 12, 18) in days, holidays("")) == ("Kerstvakantie", False, {})
