"""Bookings in the calendar that somebody uses anyway: valid, private, and a change moves the event that is there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from icalendar import Calendar, Event

from catalogue.errors import Forbidden, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.calendars import actions, ical, queries
from portal.calendars.models import CalendarFeed
from portal.people import actions as people
from tests import cast
from tests.cast import OPERATOR, Town


@pytest.fixture
def dated(town: Town) -> tuple[Offer, Session]:
    """An offer with one morning in the library, in three weeks."""
    made = cast.offer(town)
    starts = (timezone.now() + timedelta(weeks=3)).replace(hour=8, minute=30, second=0, microsecond=0)
    return made, offers.add_session(
        made, starts_at=starts, ends_at=starts + timedelta(minutes=90), place="Leeszaal; 1e verdieping",
        by=town.actor("librarian"),
    )  # fmt: skip


def ask(town: Town, made: Offer, who: str = "coordinator", **said: object) -> Booking:
    return bookings.book(town.kring, made, units=1, pupils=24, by=town.actor(who), **said)


def feed(town: Town, who: str, scope: str = "all") -> CalendarFeed:
    return actions.open_feed(town.membership[who], by=town.actor(who), scope=scope)


def events(row: CalendarFeed) -> list[Event]:
    """What a calendar program finds: parsed by a library that knows the standard."""
    found = Calendar.from_ical(ical.written(queries.by_token(queries.token_of(row)) or row))
    assert isinstance(found, Calendar) and found["version"] == "2.0" and found["prodid"]
    assert not found.errors and not [each.errors for each in found.walk("VEVENT") if each.errors]
    return list(found.walk("VEVENT"))


def test_a_booking_stands_there_with_its_time_place_and_the_other_side(town: Town, dated: tuple[Offer, Session]):
    made, session = dated
    booking = ask(town, made, session=session)
    (school,), (provider,) = events(feed(town, "coordinator")), events(feed(town, "planner"))
    assert str(school["uid"]) == str(provider["uid"]) == str(booking.pk)
    assert (school.decoded("dtstart"), school.decoded("dtend")) == (session.starts_at, session.ends_at)
    assert b"Z\r\n" in school["dtstart"].to_ical() + b"\r\n"
    assert str(school["location"]) == "Leeszaal; 1e verdieping"
    assert str(school["summary"]) == f"Voorleesuur · {town.library.name}"
    assert str(provider["summary"]) == f"Voorleesuur · {town.kring.name}"
    assert str(school["url"]).endswith(f"/school/bookings/{booking.pk}")
    assert str(provider["url"]).endswith(f"/provider/bookings/{booking.pk}")


def test_what_is_asked_is_tentative_what_is_agreed_is_fixed_and_what_is_called_off_goes_away(
    town: Town, dated: tuple[Offer, Session]
):
    made, session = dated
    booking, row = ask(town, made, session=session), feed(town, "coordinator")

    def status() -> str:
        return str(events(row)[0]["status"])

    assert status() == "TENTATIVE"
    bookings.confirm(booking, by=town.actor("planner"))
    assert status() == "CONFIRMED"
    bookings.cancel(booking, reason="Ziek", by=town.actor("director"))
    assert status() == "CANCELLED"


def test_a_booking_that_moves_to_another_session_updates_the_same_event(town: Town, dated: tuple[Offer, Session]):
    made, session = dated
    later = session.starts_at + timedelta(days=2)
    other = offers.add_session(
        made, starts_at=later, ends_at=later + timedelta(hours=1), by=town.actor("librarian")
    )  # fmt: skip
    booking, row = ask(town, made, session=session), feed(town, "coordinator")
    (before,) = events(row)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        bookings.reschedule(booking, session=other, by=town.actor("coordinator"))
        (after,) = events(row)
    assert after["uid"] == before["uid"] and after.decoded("dtstart") == later
    assert after["sequence"] > before["sequence"] and after.decoded("dtstamp") > before.decoded("dtstamp")


def test_a_wished_day_takes_the_whole_day_and_no_day_takes_no_place(town: Town):
    made, day = cast.offer(town), date.today() + timedelta(days=30)
    ask(town, made, wished_dates=[day])
    ask(town, cast.offer(town, title="Dansen"))
    (event,) = events(feed(town, "teacher"))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (day, day + timedelta(days=1))


def test_an_own_calendar_shows_only_what_the_person_asked_for(town: Town):
    day = date.today() + timedelta(days=30)
    ask(town, cast.offer(town), wished_dates=[day])
    proposal = ask(town, cast.offer(town, title="Dansen"), who="teacher", wished_dates=[day])
    assert len(events(feed(town, "teacher"))) == 2
    assert [str(each["uid"]) for each in events(feed(town, "teacher", "own"))] == [str(proposal.pk)]
    assert [each["status"] for each in events(feed(town, "librarian"))] == ["TENTATIVE"], "a proposal stays inside"


def test_a_calendar_shows_nothing_of_others(town: Town):
    ask(town, cast.offer(town), wished_dates=[date.today() + timedelta(days=30)])
    assert len(events(feed(town, "board"))) == 1
    for other in ("other_coordinator", "musician"):
        assert events(feed(town, other)) == []


def test_the_same_bookings_give_the_same_bytes_in_the_language_of_the_reader(town: Town):
    ask(town, cast.offer(town), wished_dates=[date.today() + timedelta(days=30)])
    row = feed(town, "coordinator")
    with translation.override("en"):
        english, first = feed(town, "director"), ical.written(row)
    assert ical.written(row) == first and "Boekingen van" in first.decode()
    assert "Bookings of" in ical.written(english).decode() and "24 pupils" in ical.written(english).decode()


def test_what_lies_more_than_a_year_back_leaves_the_calendar(town: Town, dated: tuple[Offer, Session]):
    made, session = dated
    ask(town, made, session=session)
    row = feed(town, "coordinator")
    with time_machine.travel(session.ends_at + timedelta(days=364), tick=False):
        assert len(events(row)) == 1
    with time_machine.travel(session.ends_at + timedelta(days=366), tick=False):
        assert events(row) == []


def test_an_address_cannot_be_made_up_and_is_no_good_once_removed_or_the_person_left(town: Town):
    row = feed(town, "coordinator")
    token = queries.token_of(row)
    assert queries.by_token(token) == row
    for wrong in (row.pk.hex, f"{row.pk.hex}.x", token[:-1], "", "a.b", token.replace(token[0], "g", 1)):
        assert queries.by_token(wrong) is None
    other = feed(town, "director")
    actions.close_feed(row, by=town.actor("coordinator"))
    assert queries.by_token(token) is None
    people.end_membership(town.membership["director"], by=OPERATOR)
    assert queries.by_token(queries.token_of(other)) is None


def test_a_calendar_is_made_by_the_person_itself_once(town: Town):
    feed(town, "coordinator")
    with pytest.raises(Refused) as refused:
        feed(town, "coordinator")
    assert refused.value.code == "feed_exists"
    for who, by, scope in (
        ("director", "coordinator", "all"),
        ("officer", "officer", "all"),
        ("planner",) * 2 + ("own",),
    ):
        with pytest.raises(Forbidden):
            actions.open_feed(town.membership[who], by=town.actor(by), scope=scope)
    with pytest.raises(Forbidden):
        actions.close_feed(CalendarFeed.objects.get(), by=town.actor("director"))


@pytest.mark.parametrize("number", [1, 5])
def test_however_many_bookings_it_takes_three_statements(town: Town, number: int, django_assert_num_queries):
    made = cast.offer(town)
    for _each in range(number):
        ask(town, made, wished_dates=[date.today() + timedelta(days=30)])
    row = feed(town, "planner")
    token = queries.token_of(row)
    with django_assert_num_queries(2):
        found = queries.by_token(token)
        assert found and ical.written(found).count(b"BEGIN:VEVENT") == number


def test_a_sequence_fits_the_standard_for_sixty_years():
    assert (datetime(2088, 1, 1, tzinfo=UTC) - ical.BEGINNING).total_seconds() < 2**31
