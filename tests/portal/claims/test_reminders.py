"""Who delivered and did not claim is told before it is too late: once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims.models import DeadlineReminder, Reminded
from portal.claims.reminding import remind, to_remind_of
from portal.tasks import CLOCK, remind_of_claims
from tests import cast
from tests.cast import Town
from tests.portal.vouchers import handed_out

SOON = timedelta(days=77)  # two weeks before the ninety days are over


def test_a_manager_gets_one_letter_about_all_of_it_and_no_second(town: Town):
    rows = [cast.booking(town, status="accepted") for _ in range(2)]
    drain()  # what people heard of the bookings themselves
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + SOON - timedelta(days=2)):
        remind_of_claims()
        assert not DeadlineReminder.objects.exists()
    with time_machine.travel(timezone.now() + SOON):
        remind_of_claims()
        remind_of_claims()
        drain()
    (letter,) = mail.outbox
    assert letter.to == [town.membership["librarian"].user.email]
    assert "/provider/claims" in letter.body
    assert letter.body.count(rows[0].revision.title) == 2
    reminder = DeadlineReminder.objects.get()
    assert (reminder.people, Reminded.objects.count()) == (1, 2) and reminder.sent_at


def test_what_was_claimed_meanwhile_is_not_named(town: Town):
    booking = cast.booking(town, status="accepted")
    drain()
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + SOON):
        remind_of_claims()
        cast.claim(town, booking, submitted=False)
        drain()
    assert mail.outbox == []


def test_two_clocks_at_once_remind_once(town: Town):
    cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + SOON):
        ((provider, rows),) = to_remind_of()
        remind(provider, rows, by=CLOCK)
        with pytest.raises(Refused) as told:
            remind(provider, rows, by=CLOCK)
        assert told.value.code == "reminded"
        assert to_remind_of() == []


def test_what_is_too_late_is_not_nagged_about(town: Town):
    cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        assert to_remind_of() == []


def test_what_cannot_be_claimed_is_not_nagged_about_either(town: Town):
    """The municipality ordered it, so it is invoiced; or it is paid by use and nobody used a voucher."""
    vouchers = handed_out.booked(town)
    bookings.deliver(vouchers, date=timezone.localdate(), sessions=1, pupils_reached=5, by=town.actor("librarian"))
    ordered = cast.booking(town, status="accepted")
    Booking.objects.filter(pk=ordered.pk).update(ordered_by="municipality")
    with time_machine.travel(timezone.now() + SOON):
        assert to_remind_of() == []
