"""Bookings with terms of cancelling: free until a week before, then half; nobody there: all of it."""

from __future__ import annotations

from typing import Any

from catalogue.offers.models import Offer
from catalogue.programmes.cancelling import set_cancelling
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days


def agreed(town: Town, *, free: int | None = 7, late: int | None = 50, no_show: int | None = 100) -> None:
    """The municipality says it for its programme."""
    by = town.actor("officer")
    set_cancelling(town.programme, free_days=free, late_percent=late, no_show_percent=no_show, by=by)


def confirmed(town: Town, *, days: int = 3, made: Offer | None = None, **said: Any) -> Booking:
    """A confirmed booking of De Kring in so many days (€ 250), on the terms of the programme."""
    if town.programme.cancel_free_days is None:
        agreed(town)
    booked = Offer.objects.select_related("programme", "revision", "provider").get(pk=(made or cast.offer(town)).pk)
    fields: dict[str, Any] = {"units": 2, "pupils": 50, "wished_dates": [in_days(days)]} | said
    row = bookings.book(town.kring, booked, by=town.actor("coordinator"), **fields)
    return bookings.confirm(row, by=town.actor("librarian"))


def late(town: Town, **said: Any) -> Booking:
    """Cancelled three days before: half of € 250 stays reserved."""
    return bookings.cancel(confirmed(town, **said), by=town.actor("coordinator"), reason="Griep")
