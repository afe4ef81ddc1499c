"""Webhooks: addresses that hear of events, and what became of each event that was meant for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Rows, Shape, Text
from portal.webhooks import actions, queries
from portal.webhooks.addresses import LONGEST
from portal.webhooks.models import WebhookSubscription as SubscriptionRow
from portal.webhooks.sealing import LONGEST as LONGEST_SECRET
from portal.webhooks.states import DELIVERY_STATUSES, PROBLEMS, SUBSCRIPTION_STATUSES

READ, WRITE = "webhooks:read", "webhooks:write"
MOST_EVENTS = 100


class WebhookSubscriptionShape(Shape):
    """Where events go, and which. `reason` says why it was switched off: `gone` (410) or `member_left`."""

    id = Id()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    status = serializers.ChoiceField(SUBSCRIPTION_STATUSES)
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewWebhookSubscription(Shape):
    """An https address; names of events or of kinds of things; and a secret, which is never shown again."""

    url = Text(max_length=LONGEST)
    events = Rows(Text(max_length=60), least=1, most=MOST_EVENTS)
    secret = Text(max_length=LONGEST_SECRET, trim_whitespace=False)


class WebhookDeliveryShape(Shape):
    """One event for this address; `id` is that of the CloudEvent, `thing` the id of what it is about."""

    id = Id()
    event = serializers.CharField(source="line.event")
    thing = Id(source="line.thing_id")
    status = serializers.ChoiceField(DELIVERY_STATUSES)
    tries = serializers.IntegerField()
    last_status = serializers.IntegerField(allow_null=True)
    problem = serializers.ChoiceField(PROBLEMS)
    next_try_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class OfSubscriptions(Resource):
    """Where subscriptions come from and how they look."""

    shape: ClassVar[type[Shape]] = WebhookSubscriptionShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": READ, "POST": WRITE}

    def visible(self) -> QuerySet[Any]:
        """Those of the own organisation."""
        return queries.visible_to(self.actor)


class WebhookSubscriptions(OfSubscriptions, Listing, Making):
    """The subscriptions of the organisation."""

    body = NewWebhookSubscription

    def make(self, given: dict[str, Any]) -> SubscriptionRow:
        """By who speaks for the organisation."""
        return actions.subscribe(self.access.membership, by=self.actor, **given)


class WebhookSubscription(OfSubscriptions, Showing):
    """One subscription."""


class WebhookSubscriptionEndings(OfSubscriptions, Deed):
    """Nothing is sent any more."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who speaks for the organisation."""
        return actions.end(thing, by=self.actor)


class WebhookDeliveries(OfSubscriptions):
    """What was sent, what waits, what failed and what was given up, newest first."""

    shape = WebhookDeliveryShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}
    paged = True

    def get(self, request: Request, id: UUID) -> Response:
        """A page of deliveries."""
        return self.listed(queries.deliveries_of(self.thing(id)))


urls = [
    path("webhook-subscriptions", WebhookSubscriptions.as_view()),
    path("webhook-subscriptions/<uuid:id>", WebhookSubscription.as_view()),
    path("webhook-subscriptions/<uuid:id>/endings", WebhookSubscriptionEndings.as_view()),
    path("webhook-subscriptions/<uuid:id>/deliveries", WebhookDeliveries.as_view()),
]
