"""The operations on claims that came back, and on who is too late."""

from __future__ import annotations

from typing import Any

from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.bespoke import requests


def _asked(town: Town) -> Claim:
    """The one claim that came back with a question, whether its address or its answer is asked first."""
    if found := Claim.objects.filter(status="returned", municipality=town.municipality).first():
        return found
    claim = cast.claim(town)
    said = Verdict("return", "", [LineVerdict(claim.lines.get().pk, question="Hoeveel?")])
    return decide(claim, said, by=town.actor("assessor"))


def _answers(town: Town) -> dict[str, Any]:
    return {"lines": [{"id": str(_asked(town).lines.get().pk), "answer": "Drie groepen"}]}


def _later(town: Town) -> dict[str, Any]:
    return {"until": "2028-01-01", "reason": "Ziekte"}


OPERATIONS: dict[str, Operation] = {
    "post /claims/{id}/answers": Operation("librarian", below("claims", _asked, "answers"), _answers),
    "post /bookings/{id}/claim-extensions": Operation(
        "officer", below("bookings", cast.booking, "claim-extensions"), _later
    ),
    "post /bespoke-requests/{id}/claim-extensions": Operation(
        "officer", below("bespoke-requests", requests.asked, "claim-extensions"), _later
    ),
}
