"""Rows of kept searches."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from portal.people.models import Membership
from portal.searches import states


class SavedSearch(Thing):
    """Criteria under a name, of one person in one role; `next_on` is the day of the next letter, when one is wanted."""

    KIND: ClassVar[str] = "search"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="searches")
    name = models.CharField(max_length=80)
    criteria = models.JSONField(default=dict, blank=True)
    frequency = models.CharField(max_length=6, choices=states.FREQUENCIES, default="weekly")
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    next_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "name"], name="one_search_per_name")]

    def __str__(self) -> str:
        return self.name


class Digest(Moving):
    """The letter about one search on one day: there is never a second one. `found` counts what it tells."""

    KIND: ClassVar[str] = "digest"
    MOVES = states.DIGEST

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="digests")
    day = models.DateField()
    municipality_id = models.UUIDField(null=True, blank=True)
    found = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "day"], name="one_digest_per_day")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.day}"


class SeenOffer(models.Model):
    """The person has seen this offer among the results: when the search was kept, or in the letter `digest`."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="seen")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="told")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "offer"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.offer_id}"
