"""The operations on the radar, with somebody who may do them and a body that is right."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, below
from tests.cast import Town

TERMS = {"committedPercent": 40, "decidingDays": 7, "answerDays": 5, "remindEveryDays": 7, "chooseBy": "2027-01-15"}


def _reminder(town: Town) -> dict[str, Any]:
    return {"programme": str(town.programme.pk), "about": "nothing_chosen", "school": str(town.kring.pk)}


OPERATIONS: dict[str, Operation] = {
    "post /reminders": Operation("officer", lambda town: "reminders", _reminder, ("programme",)),
    "post /programmes/{id}/radar-terms": Operation(
        "officer", below("programmes", lambda town: town.programme, "radar-terms"), lambda town: TERMS
    ),
}
