"""The operations on the acceptance of invoices."""

from __future__ import annotations

from tests.api.operation import Operation, below
from tests.portal.invoices import accepted, notes

OPERATIONS: dict[str, Operation] = {
    "post /invoices/{id}/acceptances": Operation("librarian", below("invoices", accepted.waiting, "acceptances")),
    "post /invoices/{id}/objections": Operation(
        "librarian", below("invoices", accepted.waiting, "objections"), lambda town: {"reason": accepted.REASON}
    ),
    "post /invoices/{id}/objection-answers": Operation(
        "assessor", below("invoices", accepted.objected, "objection-answers"),
        lambda town: {"reason": "Twee keer is bevestigd"}, with_tag=True,
    ),
    "post /invoices/{id}/sendings": Operation("librarian", below("invoices", notes.issued, "sendings")),
    "post /invoice-acceptances": Operation("librarian", lambda town: "invoice-acceptances", lambda town: []),
}  # fmt: skip
