"""Rows of webhooks."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Moving
from portal.people.models import Membership
from portal.webhooks import states


class WebhookSubscription(Moving):
    """An address that hears of events of one organisation, as far as the member who asked may see them.

    `sealed` is the secret (see `sealing`); `read_to` how far the journal was read for it.
    """

    KIND: ClassVar[str] = "webhook_subscription"
    MOVES = states.WEBHOOK_SUBSCRIPTION

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    status = models.CharField(max_length=20, choices=states.SUBSCRIPTION_STATUSES, default=states.ACTIVE)
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    sealed = models.CharField(max_length=300)
    reason = models.CharField(max_length=20, blank=True)
    read_to = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def municipality_id(self) -> UUID | None:
        """In whose journal it stands."""
        return self.membership.municipality_id


class WebhookDelivery(Moving):
    """One event for one subscription: its id is that of the CloudEvent, the same each time that it is sent."""

    KIND: ClassVar[str] = "webhook_delivery"
    MOVES = states.WEBHOOK_DELIVERY

    subscription = models.ForeignKey(WebhookSubscription, models.CASCADE, related_name="deliveries")
    line = models.ForeignKey(JournalLine, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=states.DELIVERY_STATUSES, default=states.WAITING)
    tries = models.PositiveIntegerField(default=0)
    last_status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, blank=True)
    next_try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subscription", "line"], name="one_delivery_per_event")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def municipality_id(self) -> UUID | None:
        """In whose journal it stands."""
        return self.subscription.municipality_id
