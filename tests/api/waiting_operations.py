"""The operations on waiting lists."""

from __future__ import annotations

from tests.api.operation import Operation, below
from tests.portal.waiting import full

OPERATIONS: dict[str, Operation] = {
    "post /waiting-places": Operation(
        "coordinator",
        lambda town: "waiting-places",
        lambda town: {"offer": str(full.places(town)[2].pk), "units": 1, "pupils": 20},
        references=("offer",),
    ),
    "post /waiting-places/{id}/acceptances": Operation(
        "coordinator", below("waiting-places", lambda town: full.places(town)[1], "acceptances")
    ),
    "post /waiting-places/{id}/withdrawals": Operation(
        "teacher", below("waiting-places", lambda town: full.places(town)[0], "withdrawals"),
        lambda town: {"reason": "Niet meer nodig"},
    ),
}  # fmt: skip
