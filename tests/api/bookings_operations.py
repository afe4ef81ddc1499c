"""The operations on other dates, terms and splits of bookings."""

from __future__ import annotations

from portal.bookings.models import Booking
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.bookings import terms
from tests.portal.bookings.proposals import in_days, proposed


def _dated(town: Town) -> Booking:
    return terms.confirmed(town)


OPERATIONS: dict[str, Operation] = {
    "post /bookings/{id}/provider-cancellations": Operation(
        "planner", below("bookings", _dated, "provider-cancellations"), lambda town: {"reason": "Ziek"}
    ),
    "post /bookings/{id}/no-shows": Operation(
        "planner", below("bookings", _dated, "no-shows"),
        lambda town: {"date": in_days(0).isoformat(), "remarks": "De deur was dicht"},
    ),
    "post /bookings/{id}/fee-waivers": Operation(
        "librarian", below("bookings", terms.late, "fee-waivers"), lambda town: {"reason": "Volgende keer beter"}
    ),
    "post /programmes/{id}/cancellation-terms": Operation(
        "officer", below("programmes", lambda town: town.programme, "cancellation-terms"),
        lambda town: {"freeDays": 7, "latePercent": 50, "noShowPercent": 100},
    ),
    "post /bookings/{id}/parts": Operation(
        "coordinator", below("bookings", cast.booking, "parts"),
        lambda town: {"units": 1, "pupils": 20, "wishedDates": [in_days(30).isoformat()]},
    ),
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
