"""The operation that writes a reason that approvers can choose from."""

from __future__ import annotations

from tests.api.operation import Operation

OPERATIONS: dict[str, Operation] = {
    "post /decision-reasons": Operation(
        "officer", lambda t: "decision-reasons", lambda t: {"about": "reject", "nl": "Wij betalen geen vervoer."}
    )
}
