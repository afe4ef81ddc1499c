"""The operations on staff."""

from __future__ import annotations

from typing import Any

from portal.staffing.models import Worker
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.staffing.planned import FIRST, LAST, booked, worker


def _deployment(town: Town) -> dict[str, Any]:
    someone = Worker.objects.first() or worker(town)
    days = {"firstWeek": FIRST.isoformat(), "lastWeek": LAST.isoformat()}
    return {"worker": str(someone.pk), "booking": str(booked(town).pk), "hours": "16.00"} | days


OPERATIONS: dict[str, Operation] = {
    "post /workers": Operation(
        "planner", lambda town: "workers",
        lambda town: {"name": "Jeugdondersteuner 2", "contractHours": "32.00", "startsOn": "2026-08-31",
                      "endsOn": "2027-07-31"},
    ),
    "patch /workers/{id}": Operation(
        "planner", below("workers", worker), lambda town: {"contractHours": "24.00", "endsOn": None}, with_tag=True
    ),
    "post /deployments": Operation(
        "planner", lambda town: "deployments", _deployment
    ),
}  # fmt: skip
