"""The operations on indicators and measurements."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.monitoring.models import Measurement
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.funding import planned
from tests.portal.monitoring.measured import indicator, measured

SINCE = date(2026, 1, 1)


def _new(town: Town) -> dict[str, Any]:
    return {
        "programme": str(town.programme.pk), "measure": str(planned.measure(town).pk), "kind": "result",
        "name": "Bezoeken die tot hulp leiden", "unit": "%", "target": "60.00", "atMost": False, "source": "Balie",
        "every": "quarter", "startsOn": "2026-01-01", "hidesSmall": False, "provider": str(town.library.pk),
    }  # fmt: skip


def _said(town: Town) -> dict[str, Any]:
    found = indicator(town, starts_on=SINCE)
    return {"indicator": str(found.pk), "period": "2026-Q1", "value": "48.50", "words": "De drempel is laag"}


def _row(town: Town) -> Measurement:
    return measured(town, indicator(town, starts_on=SINCE), period="2026-Q1")


OPERATIONS: dict[str, Operation] = {
    "post /indicators": Operation("officer", lambda town: "indicators", _new, ("programme",)),
    "post /measurements": Operation("librarian", lambda town: "measurements", _said),
    "post /measurements/{id}/corrections": Operation(
        "librarian", below("measurements", _row, "corrections"),
        lambda town: {"value": "50.00", "words": "", "reason": "Vergeten"},
    ),
}  # fmt: skip
