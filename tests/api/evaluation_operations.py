"""The operations on evaluations."""

from __future__ import annotations

from typing import Any

from portal.bookings.models import Booking
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.monitoring.evaluated import MARKS, evaluation


def _said(town: Town) -> dict[str, Any]:
    booking = Booking.objects.filter(status="accepted").first() or cast.booking(town, status="accepted")
    marks = [{"question": question, "mark": mark} for question, mark in MARKS.items()]
    return {"booking": str(booking.pk), "answers": marks, "again": True, "words": "Fijn", "named": False}


OPERATIONS: dict[str, Operation] = {
    "post /evaluations": Operation("coordinator", lambda town: "evaluations", _said),
    "patch /evaluations/{id}": Operation(
        "coordinator", below("evaluations", evaluation), lambda town: {"words": "Heel fijn", "again": True},
        with_tag=True,
    ),
    "post /evaluations/{id}/moderations": Operation(
        "officer", below("evaluations", evaluation, "moderations"), lambda town: {"verdict": "hide", "reason": "Naam"}
    ),
    "post /programmes/{id}/evaluation-questions": Operation(
        "officer", below("programmes", lambda town: town.programme, "evaluation-questions"),
        lambda town: {"questions": [{"code": "joy", "label": "Plezier", "labelEn": "Joy"}]},
    ),
}  # fmt: skip
