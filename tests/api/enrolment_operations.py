"""The operations on own sign-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.enrolments import actions as enrolments
from portal.enrolments.models import Activity
from tests import cast
from tests.api.operation import Operation, Path, below
from tests.cast import Town
from tests.portal.enrolments.activities import dates, enrolled, gone_by, opened


def _activity(noun: str) -> Path:
    return below("activities", opened, noun)


def _closed(town: Town) -> Activity:
    return enrolments.close(opened(town), by=town.actor("librarian"))


def _gone_by(town: Town) -> Activity:
    return Activity.objects.first() or gone_by(town)


def _present(town: Town) -> dict[str, Any]:
    gym = _gone_by(town)
    row = gym.enrolments.get()
    return {"session": str(dates(gym)[0].pk), "present": [{"enrolment": str(row.pk), "present": 2}]}


def _soon() -> str:
    return (timezone.localdate() + timedelta(days=20)).isoformat()


OPERATIONS: dict[str, Operation] = {
    "post /activities": Operation(
        "librarian", lambda town: "activities",
        lambda town: {"offer": str(cast.offer(town).pk), "capacity": 25, "closesOn": _soon(), "way": "code",
                      "mostPerSchool": 8}, references=("offer",),
    ),
    "post /activities/{id}/places": Operation("planner", _activity("places"), lambda town: {"capacity": 30}),
    "post /activities/{id}/closings": Operation("planner", _activity("closings")),
    "post /activities/{id}/openings": Operation(
        "planner", below("activities", _closed, "openings"), lambda town: {"closesOn": _soon()}
    ),
    "post /activities/{id}/cancellations": Operation(
        "planner", _activity("cancellations"), lambda town: {"reason": "De zaal is dicht"}
    ),
    "post /activities/{id}/enrolments": Operation("teacher", _activity("enrolments"), lambda town: {"children": 3}),
    "post /activities/{id}/attendances": Operation(
        "planner", below("activities", _gone_by, "attendances"), _present, references=("session",)
    ),
    "post /enrolments/{id}/withdrawals": Operation(
        "teacher", below("enrolments", enrolled, "withdrawals"), lambda town: {"children": 1}
    ),
}  # fmt: skip
