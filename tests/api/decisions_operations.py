"""The operations on deciding, and on deciding later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.claims.models import Claim
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.claims.declaring import declared
from tests.portal.objections.objecting import GROUNDS, lowered, objected


def _waiting(town: Town) -> Claim:
    return declared(town)


def _later(town: Town) -> dict[str, Any]:
    until = timezone.localdate() + timedelta(days=60)
    return {"until": until.isoformat(), "reason": "Wij wachten op de accountant"}


def _objection(town: Town) -> dict[str, Any]:
    return {"claim": str(lowered(town).pk), "grounds": GROUNDS, "committee": False}


def _outcome(town: Town) -> dict[str, Any]:
    return {"verdict": "dismissed", "reason": "Eén bus was genoeg"}


OPERATIONS: dict[str, Operation] = {
    "post /claims/{id}/postponements": Operation(
        "assessor", below("claims", _waiting, "postponements"), _later, with_tag=True
    ),
    "post /objections": Operation("coordinator", lambda town: "objections", _objection),
    "post /objections/{id}/decisions": Operation(
        "assessor2", below("objections", objected, "decisions"), _outcome, with_tag=True
    ),
    "post /objections/{id}/withdrawals": Operation(
        "coordinator", below("objections", objected, "withdrawals"), lambda town: {"reason": "Opgelost"}
    ),
}
