"""The operations on bespoke requests."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, Path, below
from tests.cast import Town
from tests.portal.bespoke import requests


def _request(status: str, noun: str = "") -> Path:
    return below("bespoke-requests", lambda town: requests.asked(town, status), noun)


def _said(town: Town) -> dict[str, Any]:
    said = requests.said(town)
    days = {"startsOn": said.pop("starts_on").isoformat(), "endsOn": said.pop("ends_on").isoformat()}
    return said | days | {"amount": "400.00", "theme": str(town.talent.pk), "goal": "talent"}


OPERATIONS: dict[str, Operation] = {
    "post /bespoke-requests": Operation(
        "coordinator", lambda town: "bespoke-requests", _said, references=("theme",)
    ),
    "patch /bespoke-requests/{id}": Operation(
        "coordinator", _request("returned"), lambda town: {"pupils": 3, "motive": "Vaker"}, with_tag=True
    ),
    "post /bespoke-requests/{id}/decisions": Operation(
        "officer", _request("submitted", "decisions"),
        lambda town: {"verdict": "grant", "amount": "300.00", "reason": "Zes weken"}, with_tag=True,
    ),
    "post /bespoke-requests/{id}/approvals": Operation("director", _request("proposed", "approvals")),
    "post /bespoke-requests/{id}/submissions": Operation(
        "coordinator", _request("returned", "submissions"), lambda town: {"reason": "Drie keer"}
    ),
    "post /bespoke-requests/{id}/withdrawals": Operation(
        "coordinator", _request("submitted", "withdrawals"), lambda town: {"reason": "Niet meer nodig"}
    ),
    "post /bespoke-requests/{id}/closings": Operation(
        "officer", _request("granted", "closings"), lambda town: {"reason": "Klaar"}
    ),
    "post /bespoke-requests/{id}/ideas": Operation("officer", _request("granted", "ideas")),
}  # fmt: skip
