"""Other dates, proposed for a booking of De Kring."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from portal.bookings import actions as bookings
from portal.bookings.models import Booking, DateProposal
from tests import cast
from tests.cast import Town


def in_days(number: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=number)


def proposed(town: Town, booking: Booking | None = None, *, who: str = "librarian", days: int = 30) -> DateProposal:
    """The library (or somebody else) proposes two days for a requested booking."""
    row = booking or cast.booking(town, units=1)
    wished = [in_days(days), in_days(days + 7)]
    return bookings.propose_dates(row, by=town.actor(who), wished_dates=wished, words="Dan is de zaal vrij")
