"""School and provider do not agree: what the school counted, the provider answers and the officer decides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from catalogue.journal.queries import history_of
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Dispute
from portal.bookings.reports import report_of
from portal.budgets.models import Account
from portal.tasks import remind_of_deliveries
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town


def _disputed(town: Town, *, counted: bool = True, again: bool = False) -> Booking:
    """Once; or a second time, after the provider explained."""
    booking = cast.booking(town, status="delivered")
    counts = {"sessions": 1, "pupils_reached": 24} if counted else {}
    bookings.dispute(booking, reason="Er was één les", by=town.actor("coordinator"), **counts)
    if again:
        bookings.explain(booking, words="De tweede les was op vrijdag", by=town.actor("planner"))
        bookings.dispute(booking, reason="Vrijdag was vrij", by=town.actor("coordinator"), **counts)
    return booking


def test_the_school_says_what_it_counted(town: Town):
    (dispute,) = _disputed(town).disputes.all()
    assert (dispute.sessions, dispute.pupils_reached, dispute.reason) == (1, 24, "Er was één les")


def test_one_count_alone_is_refused(town: Town):
    with pytest.raises(Invalid) as invalid:
        bookings.dispute(
            cast.booking(town, status="delivered"), reason="Minder", sessions=1, by=town.actor("coordinator")
        )
    assert [fault.location for fault in invalid.value.faults] == ["#/pupilsReached"]


def test_the_provider_explains_and_the_school_agrees(town: Town):
    booking = _disputed(town)
    with pytest.raises(Invalid):
        bookings.explain(booking, words=" ", by=town.actor("planner"))
    bookings.explain(booking, words="De tweede les was op vrijdag", by=town.actor("planner"))
    report = report_of(booking)
    assert booking.status == "delivered" and report is not None and report.pupils_reached == 48
    assert Dispute.objects.get().answer == "De tweede les was op vrijdag"
    assert bookings.accept(booking, by=town.actor("coordinator")).status == "accepted"


def test_the_provider_corrects_one_report_as_its_answer(town: Town):
    booking = _disputed(town)
    delivery = booking.deliveries.get()
    bookings.correct(
        delivery, reason="U hebt gelijk", date=delivery.date, sessions=1, pupils_reached=24, by=town.actor("planner")
    )
    booking.refresh_from_db()
    report = report_of(booking)
    assert booking.status == "delivered" and report is not None and (report.sessions, report.pupils_reached) == (1, 24)
    assert Dispute.objects.get().answer == "U hebt gelijk"


def test_the_officer_decides_only_when_the_provider_had_its_turn(town: Town):
    booking, officer = _disputed(town), town.actor("officer")
    with pytest.raises(Refused) as refused:
        bookings.decide_dispute(booking, verdict="as_seen", reason="Rooster", by=officer)
    assert refused.value.code == "provider_first" and tasks_of(officer) == []
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert [task.deed for task in tasks_of(officer)] == ["decide_dispute"]
        bookings.decide_dispute(booking, verdict="as_seen", reason="Rooster", by=officer)
    assert booking.status == "accepted" and tasks_of(officer) == []


def test_as_the_school_counted_it(town: Town):
    booking = _disputed(town, again=True)
    bookings.decide_dispute(booking, verdict="as_seen", reason="Het rooster klopt", by=town.actor("officer"))
    report = report_of(booking)
    assert booking.status == "accepted" and report is not None and (report.sessions, report.pupils_reached) == (1, 24)
    line = history_of(booking.pk).last()
    assert line is not None and line.because == "Het rooster klopt"
    assert [each.verdict for each in Dispute.objects.all()] == ["", "as_seen"]


def test_as_the_provider_reported_it(town: Town):
    booking = _disputed(town, again=True)
    bookings.decide_dispute(booking, verdict="as_reported", reason="Foto's", by=town.actor("officer"))
    report = report_of(booking)
    assert booking.status == "accepted" and report is not None and report.pupils_reached == 48


def test_nothing_was_delivered_gives_the_money_back(town: Town):
    booking = _disputed(town, again=True)
    bookings.decide_dispute(booking, verdict="not_delivered", reason="Niemand kwam", by=town.actor("officer"))
    assert booking.status == "cancelled"
    assert Account.objects.get(school=town.kring).available == Decimal("3000.00")


@pytest.mark.parametrize(
    ("verdict", "reason", "counted", "code"),
    [("as_seen", " ", True, "required"), ("perhaps", "Zo", True, "unknown"), ("as_seen", "Zo", False, "no_counts")],
)
def test_a_decision_needs_a_reason_a_known_verdict_and_counts(
    town: Town, verdict: str, reason: str, counted: bool, code: str
):
    booking = _disputed(town, counted=counted, again=True)
    with pytest.raises((Invalid, Refused)) as wrong:
        bookings.decide_dispute(booking, verdict=verdict, reason=reason, by=town.actor("officer"))
    error = wrong.value
    assert (error.faults[0].code if isinstance(error, Invalid) else error.code) == code
    booking.refresh_from_db()
    assert booking.status == "disputed"


@pytest.mark.parametrize("who", ["assessor", "controller", "coordinator", "planner", "admin"])
def test_only_the_officer_decides_and_only_the_provider_explains(town: Town, who: str):
    booking = _disputed(town, again=True)
    with pytest.raises(Forbidden):
        bookings.decide_dispute(booking, verdict="as_seen", reason="Zo", by=town.actor(who))
    if who != "planner":
        with pytest.raises(Forbidden):
            bookings.explain(booking, words="Zo", by=town.actor(who))


def test_some_days_before_silence_accepts_the_school_gets_one_letter(town: Town):
    booking = cast.booking(town, status="delivered")
    cast.booking(town, status="accepted")
    drain()
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=9, hours=23)):
        remind_of_deliveries()
        drain()
        assert mail.outbox == []
    with time_machine.travel(timezone.now() + timedelta(days=10, minutes=1)):
        remind_of_deliveries()
        remind_of_deliveries()
        drain()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {town.membership[who].user.email for who in ("coordinator", "director")}
    body = letters[town.membership["coordinator"].user.email].body
    assert "2 keer, 48 leerlingen" in body and f"/school/bookings/{booking.pk}" in body
    assert Booking.objects.get(pk=booking.pk).status == "delivered"


def test_who_answered_meanwhile_is_not_reminded(town: Town):
    booking = cast.booking(town, status="delivered")
    drain()
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        remind_of_deliveries()
        bookings.accept(Booking.objects.get(pk=booking.pk), by=town.actor("coordinator"))
        drain()
    assert mail.outbox == []
