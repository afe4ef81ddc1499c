"""A new revision of a fixed offer may count in other periods: what was planned already is counted again in those."""

from __future__ import annotations

from uuid import UUID

from catalogue.deeds import deed
from portal.bookings import holds
from portal.bookings.models import Booking
from portal.bookings.states import HOLDS_PLACES


@deed
def recount(offer_id: UUID) -> int:
    """Called by the worker when a published offer was revised; twice changes nothing. How many bookings it found."""
    rows = Booking.objects.filter(offer=offer_id, offer__kind="fixed", status__in=HOLDS_PLACES)
    rows = rows.select_related("offer__revision", "offer__programme", "school", "session", "entitlement")
    found = list(rows.order_by("pk"))
    for booking in found:
        holds.recount(booking)
    return len(found)
