"""The operation that claims all that is ready together."""

from __future__ import annotations

from portal.bookings.models import Booking
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town


def _delivered(town: Town) -> object:
    if not Booking.objects.filter(status="accepted", claim_lines=None).exists():
        cast.booking(town, status="accepted")
    return town.programme


OPERATIONS: dict[str, Operation] = {
    "post /programmes/{id}/claims": Operation("librarian", below("programmes", _delivered, "claims"))
}
