"""What is sent about where money comes from and goes back to: the operations of that part of the API."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.accountability import settling
from tests.portal.funding import planned

WHY = {"reason": "Eindverantwoording 2026"}


def _co_financing(town: Town) -> dict[str, Any]:
    planned.plan(town)
    programme = str(town.programme.pk)
    return {"programme": programme, "line": "fixed", "party": "De Weide", "year": 2027, "amount": "5.00"}


OPERATIONS: dict[str, Operation] = {
    "post /grants/{id}/settlements": Operation(
        "finance", below("grants", settling.ended, "settlements"), lambda town: WHY
    ),
    "post /grant-settlements/{id}/confirmations": Operation(
        "officer", below("grant-settlements", settling.proposed, "confirmations"), with_tag=True
    ),
    "post /grant-settlements/{id}/refusals": Operation(
        "officer", below("grant-settlements", settling.proposed, "refusals"), lambda town: WHY, with_tag=True
    ),
    "post /co-financings": Operation("officer", lambda town: "co-financings", _co_financing, ("programme",)),
}
