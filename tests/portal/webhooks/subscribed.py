"""A subscription, and deliveries for it, as the tests of other rooms need them. Nothing here reaches the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.journal.models import JournalLine
from portal.webhooks import actions as webhooks
from portal.webhooks.listening import listen
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from tests.cast import Town
from tests.portal.bespoke import requests

SECRET = "een-geheim-van-genoeg-tekens"
URL = "https://hook.example/in?key=open"
BODY: dict[str, Any] = {"url": URL, "events": ["claim.rejected"], "secret": SECRET}
RARE = ("bespoke_request.withdrawn",)


def subscribed(
    town: Town, who: str = "officer", *, url: str = URL, events: Sequence[str] = RARE
) -> WebhookSubscription:
    """Of the organisation of this member, who speaks for it."""
    wanted = list(events)
    return webhooks.subscribe(town.membership[who], url=url, events=wanted, secret=SECRET, by=town.actor(who))


def delivery(town: Town) -> WebhookDelivery:
    """A delivery that no worker was told of."""
    return WebhookDelivery.objects.create(subscription=subscribed(town), line=JournalLine.objects.latest("pk"))


def ended_with_event(town: Town) -> WebhookSubscription:
    """An event was to be sent when the subscription ended."""
    subscription = subscribed(town, events=["bespoke_request"])
    requests.asked(town, "submitted")
    assert listen(subscription)
    return webhooks.end(subscription, by=town.actor("officer"))
