"""The operations on webhooks."""

from __future__ import annotations

from tests.api.operation import Operation, below
from tests.portal.webhooks.subscribed import BODY, subscribed

OPERATIONS: dict[str, Operation] = {
    "post /webhook-subscriptions": Operation("officer", lambda town: "webhook-subscriptions", lambda town: dict(BODY)),
    "post /webhook-subscriptions/{id}/endings": Operation(
        "officer", below("webhook-subscriptions", subscribed, "endings")
    ),
}
