"""Webhooks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Moving
from portal.webhooks import states
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from tests.cast import Town
from tests.portal.webhooks.subscribed import BODY, delivery, ended_with_event, subscribed

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    webhook-subscriptions                -             director board librarian musician officer admin
POST   webhook-subscriptions                -             director board librarian musician officer admin
GET    webhook-subscriptions/<uuid:id>      subscription  officer admin
POST   webhook-subscriptions/<uuid:id>/endings  subscription  officer admin
GET    webhook-subscriptions/<uuid:id>/deliveries  subscription  officer admin
"""
WORDS = {
    "webhook_subscription": SimpleNamespace(STATUSES=states.SUBSCRIPTION_STATUSES),
    "webhook_delivery": SimpleNamespace(STATUSES=states.DELIVERY_STATUSES),
}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A subscription of the municipality, and one that ended while an event was to be sent."""
    ended_with_event(town)
    return {"subscription": subscribed(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    return {"v1/webhook-subscriptions": BODY}


def another(town: Town) -> dict[str, Any]:
    """One more subscription, and one more delivery for each."""
    subscribed(town)
    line = JournalLine.objects.latest("pk")
    for row in WebhookSubscription.objects.filter(membership__municipality=town.municipality):
        WebhookDelivery.objects.create(subscription=row, line=line)
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """A subscription and a delivery."""
    return {"webhook_subscription": subscribed(town), "webhook_delivery": delivery(town)}
