"""The dates of an offer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Thing
from catalogue.offers.models.offer import Offer
from catalogue.offers.models.revision import Count


class Session(Thing):
    """A moment at which an offer takes place, with places of its own. Sessions that repeat share a `series`."""

    KIND: ClassVar[str] = "session"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="sessions")
    series = models.UUIDField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    capacity = Count(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="session_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def capacity_left(self) -> int | None:
        """Places left, `None` when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken
