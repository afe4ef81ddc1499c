"""The operation that books a choice."""

from __future__ import annotations

from portal.bookings import actions as bookings
from portal.bookings.models import Choice
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town


def _choice(town: Town) -> Choice:
    return bookings.choose(town.kring, cast.offer(town), by=town.actor("coordinator"), pupils=20)


OPERATIONS: dict[str, Operation] = {
    "post /choices/{id}/bookings": Operation(
        "coordinator", below("choices", _choice, "bookings"), lambda town: {"coverShortfall": False}
    ),
}
