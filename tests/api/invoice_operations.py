"""The operations on invoices."""

from __future__ import annotations

from tests.api.operation import Operation, below
from tests.portal.invoices import notes, sent_in

OPERATIONS: dict[str, Operation] = {
    "post /invoices/{id}/credit-notes": Operation(
        "finance", below("invoices", notes.issued, "credit-notes"),
        lambda town: {"reason": "Les ging niet door", "lines": [{"line": 1, "amount": "100.00"}]}, with_tag=True,
    ),
    "post /invoices/{id}/recoveries": Operation(
        "finance", below("invoices", notes.to_come_back, "recoveries"), lambda town: {"how": "returned"},
        with_tag=True,
    ),
    "post /received-invoices": Operation("musician", lambda town: "received-invoices", multipart=True),
    "post /received-invoices/{id}/acceptances": Operation(
        "finance", below("received-invoices", sent_in.waiting, "acceptances"), lambda town: {"reason": "Nagebeld"},
        with_tag=True,
    ),
    "post /received-invoices/{id}/refusals": Operation(
        "finance", below("received-invoices", sent_in.waiting, "refusals"), lambda town: {"reason": "Verkeerd"},
        with_tag=True,
    ),
}  # fmt: skip
