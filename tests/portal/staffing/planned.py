"""Youth workers of the library, and a school that has them for sixteen hours a week."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.staffing import actions as staffing
from portal.staffing.models import Deployment, Worker
from tests import cast
from tests.cast import Town

FIRST, LAST = date(2027, 1, 4), date(2027, 3, 29)  # thirteen weeks


def youth_worker_offer(town: Town, **said: Any) -> Offer:
    """Sixteen to twenty hours a week for thirteen weeks, at € 1 an hour so that a school can pay it."""
    fields = {
        "title": "Jeugdondersteuner", "unit": "hour", "weeks": 13, "price": Decimal("1.00"), "min_units": 16,
        "max_units": 20, "capacity": None,
    }  # fmt: skip
    return cast.offer(town, **(fields | said))


def booked(town: Town, hours: int = 16, **said: Any) -> Booking:
    """De Kring has a youth worker for so many hours a week."""
    made = youth_worker_offer(town, **said)
    return bookings.book(town.kring, made, units=hours, pupils=200, by=town.actor("coordinator"))


def worker(town: Town, name: str = "Jeugdondersteuner 1", hours: str = "32.00", **said: Any) -> Worker:
    """Somebody with a contract."""
    fields = {"starts_on": date(2026, 8, 31)} | said
    return staffing.add_worker(name=name, contract_hours=Decimal(hours), by=town.actor("planner"), **fields)


def deployed(town: Town) -> Deployment:
    """Sixteen hours a week at De Kring."""
    return staffing.deploy(
        worker(town), booked(town), hours=Decimal(16), first_week=FIRST, last_week=LAST, by=town.actor("planner")
    )
