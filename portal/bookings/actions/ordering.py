"""What the municipality orders itself: a line in the journal, from which the worker makes or renews the order."""

from __future__ import annotations

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.lifecycle import change
from portal.bookings.models import Booking
from portal.bookings.states import CONFIRMED


@deed
def ordered(booking: Booking, *, by: Actor) -> Booking:
    """Called when a booking was confirmed, split or delivered; does nothing for one that the school orders itself."""
    if not booking.is_ordered or booking.status not in CONFIRMED:
        return booking
    return change(booking, event="ordered", by=by, data={"amount": str(booking.charged)})
