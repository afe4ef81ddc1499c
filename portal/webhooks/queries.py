"""Which subscriptions and deliveries an actor sees, and which subscriptions listen."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from portal.webhooks.rules import may_subscribe
from portal.webhooks.states import ACTIVE

_MEMBER = ("user", "school", "board", "provider", "municipality")


def visible_to(actor: Actor) -> QuerySet[WebhookSubscription]:
    """The subscriptions of the own organisation, for those who may make one; oldest first."""
    rows = WebhookSubscription.objects.select_related("membership")
    own = {"school": actor.school, "board": actor.board, "provider": actor.provider, "municipality": actor.municipality}
    named = {f"membership__{kind}": pk for kind, pk in own.items() if pk}
    return rows.filter(**named) if named and may_subscribe(actor) else rows.none()


def deliveries_of(subscription: WebhookSubscription) -> QuerySet[WebhookDelivery]:
    """All that was meant for a subscription that the caller got by `visible_to`, newest first."""
    return WebhookDelivery.objects.filter(subscription=subscription).select_related("line").order_by("-line_id")


def listening() -> QuerySet[WebhookSubscription]:
    """The active subscriptions, with who stands for them."""
    related = [f"membership__{name}" for name in _MEMBER]
    return WebhookSubscription.objects.filter(status=ACTIVE).select_related(*related)
