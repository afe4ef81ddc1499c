"""The operations on other dates, terms and splits of bookings."""

from __future__ import annotations

from tests import cast
from tests.api.operation import Operation, below
from tests.portal.bookings.proposals import in_days, proposed

OPERATIONS: dict[str, Operation] = {
    "post /bookings/{id}/date-proposals": Operation(
        "librarian", below("bookings", cast.booking, "date-proposals"),
        lambda town: {"wishedDates": [in_days(30).isoformat()], "words": "Dan kan het wel"},
    ),
    "post /date-proposals/{id}/acceptances": Operation(
        "coordinator", below("date-proposals", proposed, "acceptances"), lambda town: {"day": in_days(37).isoformat()}
    ),
    "post /date-proposals/{id}/refusals": Operation(
        "coordinator", below("date-proposals", proposed, "refusals"), lambda town: {"reason": "Sportdag"}
    ),
    "post /date-proposals/{id}/withdrawals": Operation("librarian", below("date-proposals", proposed, "withdrawals")),
}  # fmt: skip
