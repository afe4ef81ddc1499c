"""Every POST and PATCH on themes and measures, with somebody who may do it and a body that is right."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.funding import planned


def _said(town: Town) -> dict[str, Any]:
    return {
        "theme": str(town.care.pk), "line": "fixed", "name": "Spreekuren", "description": "", "lead": "gemeente",
        "start": "2026-Q3", "ready": "2027-Q2",
        "planning": [{"phase": "trial", "from": "2026-Q3", "until": "2026-Q4"}],
        "cost": "45000.00", "per": "year", "costMin": "40000.00", "otherCostPerYear": "5000.00", "unit": "hour",
        "unitCost": None, "unitsPerYear": None, "unitsPerSchoolPerMonth": "2.00", "schools": 15,
    }  # fmt: skip


def _new(town: Town) -> dict[str, Any]:
    return _said(town) | {"programme": str(town.programme.pk)}


def _theme(town: Town) -> dict[str, Any]:
    return {
        "programme": str(town.programme.pk), "name": "Doorgaande lijn", "nameEn": "No gaps", "position": 3,
        "intendedResult": "Een goede overgang", "colour": "",
    }  # fmt: skip


OPERATIONS: dict[str, Operation] = {
    "post /themes": Operation("officer", lambda town: "themes", _theme, ("programme",)),
    "post /measures": Operation("officer", lambda town: "measures", _new, ("programme", "theme")),
    "patch /measures/{id}": Operation(
        "officer",
        below("measures", planned.measure),
        lambda town: _said(town) | {"because": "Besluit college"},
        ("theme",),
        with_tag=True,
    ),
    "post /measures/{id}/phases": Operation(
        "officer",
        below("measures", planned.measure, "phases"),
        lambda town: {"phase": "stopped", "reason": "Te weinig vraag"},
    ),
}
