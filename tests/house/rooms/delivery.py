"""Reports of deliveries and disputes about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
POST   bookings/<uuid:id>/delivery-corrections  reported   library
POST   bookings/<uuid:id>/explanations          disputed   library
POST   bookings/<uuid:id>/dispute-decisions     disputed   officer
"""
PAGES = """
POST provider/bookings/<uuid:pk>/reports/<int:report>  reported+report  library
POST school/bookings/<uuid:pk>/dispute                 reported         decides
POST municipality/bookings/<uuid:pk>/dispute           disputed         officer
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A booking whose delivery was reported, and one whose report is disputed."""
    offer = cast.offer(town, price=Decimal("1.00"))
    reported = cast.booking(town, offer, status="delivered", units=1)
    disputed = cast.booking(town, offer, status="delivered", units=1)
    bookings.dispute(disputed, reason="Er kwam niemand", by=town.actor("coordinator"))
    return {"reported": reported.pk, "report": reported.deliveries.get().pk, "disputed": disputed.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What the doors are sent."""
    today = date.today().isoformat()
    report = {"sessions": "1", "pupils_reached": "1", "date": today, "reason": "Geteld"}
    return {
        "delivery-corrections": {"delivery": things["report"], "date": today, "sessions": 1, "pupilsReached": 1,
                                 "reason": "Geteld"},
        "explanations": {"words": "Wij waren er"},
        "dispute-decisions": {"verdict": "as_reported", "reason": "Foto"},
        "reports/<int:report>": report,
        "bookings/<uuid:pk>/dispute": {"reason": "Nee", "verdict": "as_reported"},
    }  # fmt: skip
