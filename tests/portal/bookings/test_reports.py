"""Several reports of one booking: a part at a time, who was there each time, and a report put right with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers.models import Revision
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Delivery
from portal.bookings.reports import pupils_reached, report_of, together
from portal.claims.decisions import Verdict, decide
from tests import cast
from tests.cast import Town


def _report(town: Town, booking: Booking, sessions: int = 1, pupils: int = 25, **said: Any) -> Booking:
    fields = {"date": timezone.localdate(), "sessions": sessions, "pupils_reached": pupils}
    return bookings.deliver(booking, by=town.actor("planner"), **(fields | said))


def _correct(town: Town, delivery: Delivery, reason: str = "Verteld", who: str = "planner", **said: Any) -> Booking:
    names = ("date", "sessions", "pupils_reached", "hours")
    fields = {name: getattr(delivery, name) for name in names}
    return bookings.correct(delivery, reason=reason, by=town.actor(who), **(fields | said))


def _reached(booking: Booking) -> int:
    """As the database counts it."""
    return Booking.objects.annotate(found=pupils_reached()).get(pk=booking.pk).found


def test_a_part_at_a_time_and_the_school_judges_after_the_last(town: Town):
    booking = cast.booking(town, status="confirmed")
    _report(town, booking, complete=False)
    assert booking.status == "confirmed"
    with pytest.raises(Refused):
        bookings.accept(booking, by=town.actor("coordinator"))
    _report(town, booking)
    report = report_of(booking)
    assert report is not None and booking.status == "delivered"
    assert (report.reports, report.sessions, report.pupils_reached) == (2, 2, 50), "groups are other children each time"
    events = [line.event for line in history_of(booking.pk)]
    assert events[-2:] == ["booking.reported", "booking.delivered"]


def test_sessions_are_for_the_same_children_again(town: Town):
    booking = cast.booking(town, cast.offer(town, unit="session"), status="confirmed")
    _report(town, booking, pupils=24, complete=False)
    _report(town, booking, pupils=26)
    report = report_of(booking)
    assert report is not None and (report.sessions, report.pupils_reached) == (2, 26)
    assert _reached(booking) == 26


def test_who_was_there_is_counted_per_session(town: Town):
    booking = cast.booking(town, status="confirmed")
    _report(town, booking, sessions=2, attendance=[(25, 23), (25, 25)])
    (delivery,) = booking.deliveries.all()
    assert [(each.number, each.enrolled, each.present) for each in delivery.present] == [(1, 25, 23), (2, 25, 25)]


@pytest.mark.parametrize(
    ("attendance", "where"),
    [
        ([(25, 26)], "#/attendance/0/present"), ([(5, -1)], "#/attendance/0/present"),
        ([(25, 25), (25, 25)], "#/attendance"),
    ],
)  # fmt: skip
def test_who_cannot_have_been_there_is_named(town: Town, attendance: list[tuple[int, int]], where: str):
    with pytest.raises(Invalid) as invalid:
        _report(town, cast.booking(town, status="confirmed"), attendance=attendance)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_a_report_is_put_right_with_a_reason_before_the_school_answered(town: Town):
    booking = cast.booking(town, status="delivered")
    (old,) = booking.deliveries.all()
    Booking.objects.filter(pk=booking.pk).update(delivered_at=timezone.now() - timedelta(days=9))
    with pytest.raises(Invalid):
        _correct(town, old, reason=" ", pupils_reached=40)
    _correct(town, Delivery.objects.get(pk=old.pk), reason="Acht zieken", pupils_reached=40)
    booking.refresh_from_db()
    report = report_of(booking)
    assert report is not None and (report.reports, report.pupils_reached) == (1, 40)
    assert booking.status == "delivered" and booking.delivered_at is not None
    assert (timezone.now() - booking.delivered_at).days == 0, "the days to answer begin again"
    line = history_of(booking.pk).last()
    assert line is not None and (line.event, line.because) == ("booking.corrected", "Acht zieken")
    old.refresh_from_db()
    assert not old.counts and old.pupils_reached == 48, "what was reported first stays to be seen"
    assert _reached(booking) == 40


def test_a_report_is_corrected_once_and_not_after_the_school_agreed(town: Town):
    booking = cast.booking(town, status="delivered")
    (old,) = booking.deliveries.all()
    _correct(town, old)
    with pytest.raises(Refused):
        _correct(town, Delivery.objects.get(pk=old.pk))
    bookings.accept(Booking.objects.get(pk=booking.pk), by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        _correct(town, Delivery.objects.get(booking=booking, replaced_by=None))
    assert refused.value.code == "wrong_state"


def test_nor_after_a_claim_for_it_was_approved(town: Town):
    booking = cast.booking(town, status="delivered")
    decide(cast.claim(town, booking), Verdict("approve"), by=town.actor("assessor"))
    with pytest.raises(Refused):
        _correct(town, Delivery.objects.get(booking=booking))


@pytest.mark.parametrize("who", ["musician", "coordinator", "officer"])
def test_only_the_provider_corrects(town: Town, who: str):
    booking = cast.booking(town, status="delivered")
    with pytest.raises(Forbidden):
        _correct(town, Delivery.objects.get(booking=booking), who=who)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.sampled_from(["group", "pupil", "session", "hour"]))
def test_reports_never_reach_fewer_than_the_largest_nor_more_than_all_together(numbers: list[int], unit: str):
    booking = Booking(revision=Revision(unit=unit))
    rows = [Delivery(pk=place, date=date(2026, 11, 1), sessions=1, pupils_reached=each) for place, each in
            enumerate(numbers)]  # fmt: skip
    report = together(booking, rows)
    assert report is not None and max(numbers) <= report.pupils_reached <= sum(numbers)
    assert report.sessions == len(numbers)
