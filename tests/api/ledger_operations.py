"""What finance sends about the ledger: the operations of that part of the API."""

from __future__ import annotations

from typing import Any

from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.budgets.past import closed_month
from tests.portal.funding import by_hand

WHY = {"reason": "Nodig"}


def _wrong(town: Town) -> dict[str, Any]:
    return {"entry": str(by_hand.granted(town).pk), "amount": "10.00", "reason": "Te veel geboekt"}


def _passed_on(town: Town) -> dict[str, Any]:
    return {
        "account": str(by_hand.granted(town).account_id), "toCode": "GM9797", "toName": "Zonnedal", "amount": "10.00",
        "on": "2026-11-20", "basis": "Regionale afspraak", "pupilsBySite": 700, "pupilsByResidence": 480,
    }  # fmt: skip


OPERATIONS: dict[str, Operation] = {
    "post /programmes/{id}/overspend-policies": Operation(
        "officer", below("programmes", lambda t: t.programme, "overspend-policies"),
        lambda t: {"wish": "stop", "booking": "own_money"},
    ),
    "post /periods": Operation("finance", lambda t: "periods", lambda t: {"year": 2025, "month": 3} | WHY),
    "post /periods/{id}/reopenings": Operation(
        "finance2", below("periods", closed_month, "reopenings"), lambda t: WHY
    ),
    "post /accounts/{id}/corrections": Operation(
        "finance", below("accounts", lambda t: by_hand.granted(t).account, "corrections"), _wrong, ("entry",)
    ),
    "post /corrections/{id}/confirmations": Operation(
        "finance2", below("corrections", by_hand.correction, "confirmations"), with_tag=True
    ),
    "post /corrections/{id}/refusals": Operation(
        "finance2", below("corrections", by_hand.correction, "refusals"), lambda t: WHY, with_tag=True
    ),
    "post /handovers": Operation("officer", lambda t: "handovers", _passed_on, ("account",)),
    "post /handovers/{id}/confirmations": Operation(
        "finance2", below("handovers", by_hand.handover, "confirmations"), with_tag=True
    ),
    "post /handovers/{id}/refusals": Operation(
        "finance2", below("handovers", by_hand.handover, "refusals"), lambda t: WHY, with_tag=True
    ),
}  # fmt: skip
