"""The operations on needs and cover sheets."""

from __future__ import annotations

from typing import Any

from portal.needs import actions as needs
from portal.needs.models import CoverSheet, Need
from tests.api.operation import Operation, below
from tests.cast import Town


def _need(town: Town) -> Need:
    told = needs.Told(town.talent, 20, 4, "Meer lezen")
    return needs.add_need(town.kring, told, by=town.actor("coordinator"))


def _sheet(town: Town) -> CoverSheet:
    return _need(town).sheet


def _handed_in(town: Town) -> CoverSheet:
    return needs.hand_in(_sheet(town), by=town.actor("coordinator"))


def _told(town: Town) -> dict[str, Any]:
    return {"theme": str(town.talent.pk), "pupils": 12, "urgency": 5, "words": "Durven spreken"}


OPERATIONS: dict[str, Operation] = {
    "post /needs": Operation("teacher", lambda town: "needs", _told, references=("theme",)),
    "patch /needs/{id}": Operation("teacher", below("needs", _need), _told, references=("theme",), with_tag=True),
    "post /cover-sheets": Operation(
        "teacher", lambda town: "cover-sheets", lambda town: {"programme": str(town.programme.pk)},
        references=("programme",),
    ),
    "patch /cover-sheets/{id}": Operation(
        "teacher", below("cover-sheets", _sheet), lambda town: {"words": "Ook", "scanOn": "2026-09-01"}, with_tag=True
    ),
    "post /cover-sheets/{id}/needs": Operation(
        "teacher", below("cover-sheets", _sheet, "needs"), lambda town: {"needs": [_told(town)]}
    ),
    "post /cover-sheets/{id}/submissions": Operation("coordinator", below("cover-sheets", _sheet, "submissions")),
    "post /cover-sheets/{id}/reopenings": Operation("coordinator", below("cover-sheets", _handed_in, "reopenings")),
}  # fmt: skip
