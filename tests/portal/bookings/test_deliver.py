"""From request to accepted delivery: the provider answers and reports, the school judges, silence accepts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Delivery
from portal.bookings.queries import silent_since_long
from portal.tasks import accept_silent_deliveries
from tests import cast
from tests.cast import Town


def _deliver(town: Town, booking: Booking, who: str = "planner", **said: Any) -> Booking:
    fields = {"date": timezone.localdate(), "sessions": 2, "pupils_reached": 48}
    return bookings.deliver(booking, by=town.actor(who), **(fields | said))


def test_the_provider_confirms_reports_and_the_school_accepts(town: Town):
    booking = bookings.confirm(cast.booking(town), by=town.actor("planner"))
    _deliver(town, booking, remarks="Fijne groep")
    assert (booking.status, booking.delivered_at is not None) == ("delivered", True)
    delivery = Delivery.objects.get(booking=booking)
    assert (delivery.sessions, delivery.pupils_reached, delivery.by) == (2, 48, "planner (Bibliotheek De Boekenboom)")
    assert bookings.accept(booking, by=town.actor("director")).status == "accepted"


@pytest.mark.parametrize("who", ["musician", "coordinator", "officer"])
def test_only_the_provider_of_the_booking_answers_and_reports(town: Town, who: str):
    with pytest.raises(Forbidden):
        bookings.confirm(cast.booking(town), by=town.actor(who))
    with pytest.raises(Forbidden):
        bookings.decline(cast.booking(town), reason="Nee", by=town.actor(who))
    with pytest.raises(Forbidden):
        _deliver(town, cast.booking(town, status="confirmed"), who)


@pytest.mark.parametrize("who", ["teacher", "other_coordinator", "librarian", "officer"])
def test_only_who_decides_for_the_school_judges(town: Town, who: str):
    with pytest.raises(Forbidden):
        bookings.accept(cast.booking(town, status="delivered"), by=town.actor(who))
    with pytest.raises(Forbidden):
        bookings.dispute(cast.booking(town, status="delivered"), reason="Nee", by=town.actor(who))


@pytest.mark.parametrize("status", ["requested", "delivered", "accepted"])
def test_only_a_confirmed_or_disputed_booking_is_delivered(town: Town, status: str):
    with pytest.raises(Refused) as refused:
        _deliver(town, cast.booking(town, status=status))
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"sessions": -1}, "#/sessions"), ({"pupils_reached": -1}, "#/pupilsReached"),
        ({"pupils_reached": 100_001}, "#/pupilsReached"), ({"hours": -1}, "#/hours"),
        ({"date": timezone.localdate() + timedelta(days=1)}, "#/date"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_named(town: Town, said: dict[str, Any], where: str):
    booking = cast.booking(town, status="confirmed")
    with pytest.raises(Invalid) as invalid:
        _deliver(town, booking, **said)
    assert [fault.location for fault in invalid.value.faults] == [where]
    assert not Delivery.objects.exists()


def test_a_dispute_needs_a_reason_and_is_answered_by_a_new_report(town: Town):
    booking = cast.booking(town, status="delivered")
    with pytest.raises(Invalid):
        bookings.dispute(booking, reason="", by=town.actor("coordinator"))
    bookings.dispute(booking, reason="Er waren 30 kinderen", by=town.actor("coordinator"))
    _deliver(town, booking, pupils_reached=30)
    assert [delivery.pupils_reached for delivery in booking.deliveries.all()] == [48, 30]
    assert bookings.accept(booking, by=town.actor("coordinator")).status == "accepted"


def test_silence_accepts_after_the_days_of_the_programme_and_not_before(town: Town):
    booking = cast.booking(town, status="delivered")
    answered = cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert not silent_since_long().exists()
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert list(silent_since_long()) == [booking]
        accept_silent_deliveries()
        accept_silent_deliveries()
    booking.refresh_from_db()
    line = history_of(booking.pk).last()
    assert (booking.status, line.role, line.actor) == ("accepted", "system", "clock")
    assert history_of(answered.pk).filter(event="booking.accepted").count() == 1
