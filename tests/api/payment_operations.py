"""What is sent about payments that came back, lines of the bank and bank accounts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.api.operation import Operation, below
from tests.cast import Town
from tests.house.rooms import payments as made

ACCOUNT = {"iban": "NL91ABNA0417164300", "accountName": "Bibliotheek", "reason": "Brief van 3 november"}


def _came_back(town: Town) -> dict[str, Any]:
    return {"endToEndId": made.sent(town).payments.get().end_to_end_id, "on": timezone.localdate().isoformat()}


OPERATIONS: dict[str, Operation] = {
    "post /returned-payments": Operation("finance", lambda town: "returned-payments", _came_back),
    "post /returned-payments/{id}/mendings": Operation(
        "finance", below("returned-payments", made.returned, "mendings"), lambda town: {"how": "Gebeld"}
    ),
    "post /statement-entries/{id}/resolutions": Operation(
        "finance", below("statement-entries", made.unknown, "resolutions"), lambda town: {"reason": "Huur"}
    ),
    "post /audit-samples": Operation(
        "controller", lambda town: "audit-samples",
        lambda town: {"year": 2026, "number": 3, "way": "amount", "seed": "a", "programme": str(town.programme.pk)},
        ("programme",),
    ),
    "post /account-changes": Operation(
        "finance", lambda town: "account-changes",
        lambda town: ACCOUNT | {"board": str(town.board.pk)}, ("board",),
    ),
    "post /account-changes/{id}/confirmations": Operation(
        "finance", below("account-changes", made.changed, "confirmations"), lambda town: {"outcome": "match"},
        with_tag=True,
    ),
    "post /account-changes/{id}/refusals": Operation(
        "finance", below("account-changes", made.changed, "refusals"), lambda town: {"reason": "Nee"}, with_tag=True
    ),
    "post /account-changes/{id}/withdrawals": Operation(
        "board", below("account-changes", made.changed, "withdrawals")
    ),
}  # fmt: skip
