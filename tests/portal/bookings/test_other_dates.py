"""Other dates, back and forth: one side proposes, the other accepts, refuses or proposes something else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, DateProposal
from portal.budgets.queries import verify
from portal.calendars.ical import calendar
from portal.waiting.models import WaitingPlace
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days, proposed
from tests.portal.waiting.full import join, school


def _session(town: Town, made: Offer, days: int, capacity: int | None = None) -> Session:
    begins = timezone.now() + timedelta(days=days)
    ends = begins + timedelta(hours=1)
    return offers.add_session(made, starts_at=begins, ends_at=ends, capacity=capacity, by=town.actor("librarian"))


def _read(row: DateProposal) -> DateProposal:
    return DateProposal.objects.select_related("booking__school", "booking__offer", "session").get(pk=row.pk)


def _deeds(town: Town, who: str) -> list[str]:
    return [task.deed for task in tasks_of(town.actor(who)) if task.deed == "answer_dates"]


def test_the_provider_proposes_the_school_proposes_back_and_the_provider_accepts(town: Town):
    first = proposed(town)
    booking = first.booking
    assert _deeds(town, "coordinator") == ["answer_dates"] and _deeds(town, "librarian") == []
    back = bookings.propose_dates(booking, by=town.actor("coordinator"), wished_dates=[in_days(40)], words="Liever dan")
    assert (_read(first).status, back.side) == ("countered", "school")
    assert _deeds(town, "coordinator") == [] and _deeds(town, "librarian") == ["answer_dates"]
    bookings.accept_dates(_read(back), by=town.actor("planner"))
    booking.refresh_from_db()
    assert (booking.status, booking.wished_dates) == ("confirmed", [in_days(40).isoformat()])
    assert _deeds(town, "librarian") == []


def test_of_several_days_the_other_side_picks_one(town: Town):
    waiting = proposed(town)
    with pytest.raises(Invalid):
        bookings.accept_dates(_read(waiting), by=town.actor("director"), day=in_days(31))
    bookings.accept_dates(_read(waiting), by=town.actor("director"), day=in_days(37))
    assert Booking.objects.get().wished_dates == [in_days(37).isoformat()]


def test_accepting_takes_the_places_of_the_new_date_and_frees_those_of_the_old(town: Town):
    made = cast.offer(town)
    old, new = _session(town, made, 20, 2), _session(town, made, 30, 2)
    row = bookings.book(town.kring, made, units=2, pupils=50, session=old, by=town.actor("coordinator"))
    waiting = bookings.propose_dates(row, session=new, by=town.actor("librarian"))
    assert (Session.objects.get(pk=new.pk).taken, Session.objects.get(pk=old.pk).taken) == (0, 2)
    bookings.accept_dates(_read(waiting), by=town.actor("coordinator"))
    assert (Session.objects.get(pk=new.pk).taken, Session.objects.get(pk=old.pk).taken) == (2, 0)
    assert (Offer.objects.get(pk=made.pk).taken, Booking.objects.get().reserved) == (2, row.amount)
    assert verify() == []


def test_a_date_that_filled_up_meanwhile_is_refused_and_nothing_moved(town: Town):
    made = cast.offer(town)
    old, new = _session(town, made, 20, 2), _session(town, made, 30, 2)
    row = bookings.book(town.kring, made, units=2, pupils=50, session=old, by=town.actor("coordinator"))
    waiting = bookings.propose_dates(row, session=new, by=town.actor("librarian"))
    bookings.book(town.linde, made, units=1, pupils=25, session=new, by=town.actor("other_coordinator"))
    with pytest.raises(Refused) as refused:
        bookings.accept_dates(_read(waiting), by=town.actor("coordinator"))
    assert refused.value.code == "capacity_exhausted"
    with pytest.raises(Refused) as refused:
        bookings.propose_dates(row, session=Session.objects.get(pk=new.pk), by=town.actor("coordinator"))
    assert refused.value.code == "capacity_exhausted", "and it is not proposed any more"


def test_what_comes_free_by_moving_is_for_who_waits(town: Town):
    made = cast.offer(town, capacity=4)
    old, new = _session(town, made, 20, 2), _session(town, made, 30, 2)
    row = bookings.book(town.kring, made, units=2, pupils=50, session=old, by=town.actor("coordinator"))
    waiting = bookings.propose_dates(row, session=new, by=town.actor("librarian"))
    place = join(school(town, 1), made, sessions=[old])
    with pytest.raises(Refused) as refused:
        bookings.accept_dates(_read(waiting), by=town.actor("coordinator"))
    assert refused.value.code == "waiting_list", "a free place belongs to who waits longest"
    bookings.withdraw(Booking.objects.get(pk=row.pk), by=town.actor("coordinator"))
    drain()
    assert WaitingPlace.objects.get(pk=place.pk).session == old


def test_one_is_open_at_a_time(town: Town):
    waiting = proposed(town)
    with pytest.raises(Refused) as refused:
        proposed(town, waiting.booking, who="planner")
    assert refused.value.code == "proposal_open"
    bookings.take_dates_back(_read(waiting), by=town.actor("planner"))
    assert proposed(town, waiting.booking).status == "open"
    assert sorted(DateProposal.objects.values_list("status", flat=True)) == ["open", "taken_back"]


def test_refusing_needs_a_reason_and_leaves_the_booking_as_it_was(town: Town):
    waiting = proposed(town)
    with pytest.raises(Invalid):
        bookings.refuse_dates(_read(waiting), reason=" ", by=town.actor("coordinator"))
    bookings.refuse_dates(_read(waiting), reason="Dan is er sportdag", by=town.actor("coordinator"))
    assert (_read(waiting).status, _read(waiting).answer) == ("refused", "Dan is er sportdag")
    assert Booking.objects.get().status == "requested"


@pytest.mark.parametrize("who", ["librarian", "musician", "teacher", "other_coordinator", "officer"])
def test_only_the_other_side_answers(town: Town, who: str):
    waiting = proposed(town)
    with pytest.raises(Forbidden):
        bookings.accept_dates(_read(waiting), by=town.actor(who))
    with pytest.raises(Forbidden):
        bookings.refuse_dates(_read(waiting), reason="Nee", by=town.actor(who))


@pytest.mark.parametrize("ending", ["withdraw", "confirm", "decline", "reschedule"])
def test_a_booking_that_goes_on_leaves_nothing_to_answer(town: Town, ending: str):
    waiting = proposed(town)
    booking: Any = Booking.objects.get()
    said: dict[str, Any] = {
        "withdraw": {"by": town.actor("coordinator")}, "confirm": {"by": town.actor("librarian")},
        "decline": {"by": town.actor("librarian"), "reason": "Vol"},
        "reschedule": {"by": town.actor("coordinator"), "wished_dates": [in_days(50)]},
    }[ending]  # fmt: skip
    getattr(bookings, ending)(booking, **said)
    assert _read(waiting).status == "lapsed"
    with pytest.raises(Refused) as refused:
        bookings.accept_dates(_read(waiting), by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state" and _deeds(town, "coordinator") == []


def test_a_delivered_booking_is_not_moved_any_more(town: Town):
    with pytest.raises(Refused) as refused:
        proposed(town, cast.booking(town, status="delivered"))
    assert refused.value.code == "wrong_state"


def test_a_day_that_is_over_cannot_be_accepted(town: Town):
    waiting = proposed(town, days=3)
    with time_machine.travel(timezone.now() + timedelta(days=5)), pytest.raises(Refused) as refused:
        bookings.accept_dates(_read(waiting), by=town.actor("coordinator"))
    assert refused.value.code == "day_passed"


def test_the_lead_time_binds_the_school_but_not_the_provider_itself(town: Town):
    row = cast.booking(town, cast.offer(town, lead_time_days=14))
    with pytest.raises(Invalid):
        proposed(town, row, who="coordinator", days=3)
    assert proposed(town, row, days=3).status == "open"


def test_the_calendar_moves_the_same_event(town: Town):
    row = cast.booking(town, status="confirmed")
    bookings.reschedule(row, by=town.actor("coordinator"), wished_dates=[in_days(20)])
    before = calendar([Booking.objects.get()], name="x", at_provider=False).decode()
    bookings.accept_dates(_read(proposed(town, row)), by=town.actor("coordinator"))
    after = calendar([Booking.objects.get()], name="x", at_provider=False).decode()
    assert f"UID:{row.pk}" in before and f"UID:{row.pk}" in after
    assert f"DTSTART;VALUE=DATE:{in_days(20):%Y%m%d}" in before and f"DTSTART;VALUE=DATE:{in_days(30):%Y%m%d}" in after
