"""Rows of calendar feeds."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from catalogue.lifecycle import Thing
from portal.calendars.states import ALL, SCOPES
from portal.people.models import Membership


class CalendarFeed(Thing):
    """An address where a calendar program finds the bookings that one person sees in one role.

    Whoever knows the address can read it: it is signed, not kept, and no good any more once the feed is removed or the
    membership has ended.
    """

    KIND: ClassVar[str] = "calendar_feed"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="feeds")
    scope = models.CharField(max_length=3, choices=SCOPES, default=ALL)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)

    class Meta:
        ordering = ["scope", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "scope"], name="one_feed_per_scope")]

    def __str__(self) -> str:
        return f"{self.scope} of {self.membership_id}"
