"""The operations on reports of deliveries and on disputes about them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Delivery
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town


def _reported(town: Town) -> Booking:
    return Booking.objects.filter(status="delivered").first() or cast.booking(town, status="delivered")


def _disputed(town: Town) -> Booking:
    return bookings.dispute(_reported(town), reason="Er was één les", by=town.actor("coordinator"))


def _disputed_again(town: Town) -> Booking:
    booking = bookings.explain(_disputed(town), words="Twee lessen", by=town.actor("planner"))
    return bookings.dispute(booking, reason="Nee, één", by=town.actor("coordinator"))


def _correction(town: Town) -> dict[str, Any]:
    return {
        "delivery": Delivery.objects.get(booking=_reported(town)).pk, "date": timezone.localdate().isoformat(),
        "sessions": 1,
        "pupilsReached": 24, "hours": "1.00", "remarks": "", "reason": "Eén les",
        "attendance": [{"enrolled": 25, "present": 24}],
    }  # fmt: skip


OPERATIONS: dict[str, Operation] = {
    "post /bookings/{id}/delivery-corrections": Operation(
        "librarian", below("bookings", _reported, "delivery-corrections"), _correction
    ),
    "post /bookings/{id}/explanations": Operation(
        "librarian", below("bookings", _disputed, "explanations"), lambda town: {"words": "Twee lessen"}
    ),
    "post /bookings/{id}/dispute-decisions": Operation(
        "officer", below("bookings", _disputed_again, "dispute-decisions"),
        lambda town: {"verdict": "as_reported", "reason": "Het rooster"},
    ),
}  # fmt: skip
