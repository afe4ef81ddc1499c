"""What the rules of the house need to know of agreeing on dates, terms and splits of bookings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests import cast
from tests.portal.bookings.proposals import in_days, proposed

if TYPE_CHECKING:
    from catalogue.lifecycle import Moving
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
POST   bookings/<uuid:id>/date-proposals       booking          decides library
POST   bookings/<uuid:id>/provider-cancellations  booking       library
POST   bookings/<uuid:id>/no-shows             booking          library
POST   bookings/<uuid:id>/fee-waivers          booking          library
POST   bookings/<uuid:id>/parts                pair             decides
POST   programmes/<uuid:id>/cancellation-terms  programme       officer
GET    date-proposals                          -                signed-in
GET    date-proposals/<uuid:id>                proposed-dates   kring library town-hall
POST   date-proposals/<uuid:id>/acceptances    proposed-dates   decides
POST   date-proposals/<uuid:id>/refusals       proposed-dates   decides
POST   date-proposals/<uuid:id>/withdrawals    proposed-dates   library
"""
PAGES = """
GET  municipality/bookings/terms               -                town-hall
POST municipality/bookings/terms/keep          -                officer
POST school/bookings/<uuid:pk>/propose         booking                  decides
POST school/proposals/<uuid:pk>/<slug:deed>    proposed-dates+accept    decides
POST school/bookings/<uuid:pk>/split           pair                     decides
POST provider/bookings/<uuid:pk>/propose       booking                  library
POST provider/proposals/<uuid:pk>/<slug:deed>  proposed-dates+take-back  library
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """The library proposed other dates for a request of De Kring; another request is of two groups."""
    pair = cast.booking(town, cast.offer(town, price=Decimal("1.00")))
    return {"proposed-dates": proposed(town).pk, "pair": pair.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A day in a month."""
    day = in_days(30).isoformat()
    terms = {"freeDays": 7, "latePercent": 50, "noShowPercent": None}
    return {
        "programmes/<uuid:id>/cancellation-terms": terms,
        "bookings/terms/keep": {"programme": str(town.programme.pk), "free_days": 7},
        "bookings/<uuid:id>/no-shows": {"date": in_days(0).isoformat()},
        "bookings/<uuid:id>/provider-cancellations": {"reason": "Ziek"},
        "bookings/<uuid:id>/date-proposals": {"wishedDates": [day]},
        "date-proposals/<uuid:id>/refusals": {"reason": "Dan is er sportdag"},
        "bookings/<uuid:id>/parts": {"units": 1},
        "bookings/<uuid:pk>/split": {"units": 1},
        "bookings/<uuid:pk>/propose": {"wished_1": day},
    }


def moving(town: Town) -> dict[str, Moving]:
    """Other dates that wait for an answer."""
    return {"date_proposal": proposed(town)}
