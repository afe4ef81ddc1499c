"""The operations on questions of the controller."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.questions.doubting import answered, asked, expense


def _new(town: Town) -> dict[str, Any]:
    return {"line": str(expense(town).pk), "words": "Waarom is dit dubbel geboekt?", "amount": "4.00"}


OPERATIONS: dict[str, Operation] = {
    "post /audit-questions": Operation("controller", lambda town: "audit-questions", _new, ("line",)),
    "post /audit-questions/{id}/remarks": Operation(
        "finance", below("audit-questions", asked, "remarks"), lambda town: {"words": "Het waren twee groepen."}
    ),
    "post /audit-questions/{id}/conclusions": Operation(
        "controller", below("audit-questions", asked, "conclusions"),
        lambda town: {"conclusion": "not_accepted", "reason": "Geen lijst", "amount": "4.00"},
    ),
    "post /audit-remarks/{id}/files": Operation(
        "finance", below("audit-remarks", lambda town: answered(town, asked(town)), "files"),
        multipart=True,
    ),
}  # fmt: skip
