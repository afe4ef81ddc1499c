"""A budget holder approves a proposal as long as it could still be booked; else nothing is asked of the provider."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.offers import actions as offers
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days


def _proposed(town: Town, **said: object) -> Booking:
    return bookings.book(town.kring, cast.offer(town), units=2, pupils=50, by=town.actor("teacher"), **said)


def _refused(town: Town, row: Booking) -> str:
    with pytest.raises(Refused) as refused:
        bookings.approve(Booking.objects.get(pk=row.pk), by=town.actor("director"))
    assert Account.objects.get(school=town.kring).reserved == 0
    return refused.value.code


def test_an_offer_that_was_withdrawn_or_whose_provider_was_suspended_is_not_asked(town: Town):
    row = _proposed(town)
    admission = Admission.objects.get(provider=town.library, municipality=town.municipality)
    organisations.suspend(admission, reason="Vraagt eerst om uitleg", by=town.actor("officer"))
    assert _refused(town, row) == "provider_suspended"
    offers.withdraw(row.offer, reason="Gestopt", by=town.actor("officer"))
    assert _refused(town, row) == "not_published"


def test_days_that_are_over_are_not_asked_until_another_is_chosen(town: Town):
    row, other = _proposed(town, wished_dates=[in_days(10), in_days(12)]), _proposed(town, wished_dates=[in_days(10)])
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert _refused(town, other) == "day_passed"
        again = bookings.reschedule(
            Booking.objects.get(pk=other.pk), wished_dates=[timezone.localdate() + timedelta(days=20)],
            by=town.actor("director"),
        )  # fmt: skip
        for each in (row, again):
            fresh = Booking.objects.get(pk=each.pk)
            assert bookings.approve(fresh, by=town.actor("director")).status == "requested"
