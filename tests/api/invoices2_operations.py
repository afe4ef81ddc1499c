"""The operations on purchase orders."""

from __future__ import annotations

from tests.api.operation import Operation
from tests.portal.accountability import finance

OPERATIONS: dict[str, Operation] = {
    "post /finance-exports": Operation(
        "controller", lambda town: "finance-exports", lambda town: {"firstDay": "2026-01-01", "lastDay": "2026-12-31"}
    ),
    "post /ledger-codes": Operation("finance", lambda town: "ledger-codes", lambda town: dict(finance.CODES)),
    "post /programmes/{id}/order-terms": Operation(
        "officer", lambda town: f"programmes/{town.programme.pk}/order-terms", lambda town: {"orderedBy": "school"},
        with_tag=True,
    ),
}  # fmt: skip
