"""Staff of providers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portal.staffing import actions as staffing
from portal.staffing.models import Worker
from tests.cast import Town
from tests.portal.staffing.planned import FIRST, LAST, booked, deployed, worker

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    workers                              -             signed-in
POST   workers                              -             providers
GET    workers/<uuid:id>                    worker        library
PATCH  workers/<uuid:id>                    worker        library
GET    deployments                          -             signed-in
POST   deployments                          -             providers
GET    deployments/<uuid:id>                deployment    kring library town-hall
DELETE deployments/<uuid:id>                deployment    library
"""
PAGES = """
GET  provider/staff                         -             providers
POST provider/staff/add                     -             providers
POST provider/staff/plan                    -             providers
POST provider/staff/<uuid:pk>/contract      worker        library
POST provider/deployments/<uuid:pk>/remove  deployment    library
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """Somebody of the library who works at De Kring."""
    made = deployed(town)
    return {"worker": made.worker_id, "deployment": made.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    new = {"name": "Iemand", "contractHours": "32.00", "startsOn": "2026-08-31"}
    weeks = {"firstWeek": FIRST.isoformat(), "lastWeek": LAST.isoformat()}
    return {
        "v1/workers": new,
        "v1/workers/<uuid:id>": {"contractHours": "30.00"},
        "v1/deployments": {"worker": str(things["worker"]), "booking": str(things["booking"]), "hours": "1"} | weeks,
        "staff/add": {"name": "Nog iemand", "contract_hours": "32", "starts_on": "2026-08-31"},
        "staff/plan": {"worker": str(things["worker"]), "hours": "1"},
        "contract": {"contract_hours": "30"},
    }


READERS = {"workers": "librarian", "deployments": "librarian"}


def another(town: Town) -> dict[str, Any]:
    """One more worker, at De Kring for an hour a week."""
    someone = worker(town, name=f"Jeugdondersteuner {Worker.objects.count() + 1}")
    said = {"hours": Decimal(1), "first_week": FIRST, "last_week": LAST}
    staffing.deploy(someone, booked(town, price=Decimal("0.01")), by=town.actor("planner"), **said)
    return {}
