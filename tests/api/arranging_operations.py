"""The operations on conversations."""

from __future__ import annotations

from tests import cast
from tests.api.operation import Operation, below
from tests.portal.conversations.said import message

OPERATIONS: dict[str, Operation] = {
    "post /notice-choices": Operation(
        "coordinator", lambda town: "notice-choices", lambda town: {"kind": "message", "frequency": "daily"}
    ),
    "post /bookings/{id}/messages": Operation(
        "coordinator", below("bookings", cast.booking, "messages"), lambda town: {"words": "Is er een beamer?"}
    ),
    "post /bookings/{id}/message-reads": Operation(
        "librarian", below("bookings", lambda town: message(town).booking, "message-reads")
    ),
    "post /messages/{id}/attachments": Operation(
        "coordinator", below("messages", message, "attachments"), multipart=True
    ),
    "post /messages/{id}/withdrawals": Operation("coordinator", below("messages", message, "withdrawals")),
}
