"""The offer itself: whose it is, for which programme, and how many places are left."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving
from catalogue.offers import states
from catalogue.offers.models.revision import Revision
from catalogue.organisations.models import Municipality, Provider
from catalogue.programmes.models import Programme, SpendingGoal


class Offer(Moving):
    """One thing that may be chosen. `capacity` and `taken` count what is sold: units, or pupils when sold per pupil.

    `waiting` is how many schools wait for a place: as long as there are any, free places go to them, in their order.

    `priority` is the place that a panel gave it (1 is first), `priority_words` are the reasons of who sat in it.

    Everything that can be read of it stands in a revision; the spending goal stays with the offer, because the account
    to the state follows it. `prepared`: the municipality wrote it for the provider, who did not go on with it yet.
    """

    KIND: ClassVar[str] = "offer"
    MOVES = states.OFFER

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=8, choices=states.KINDS)
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, related_name="+")
    renewed_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")

    priority = models.PositiveSmallIntegerField(null=True)
    priority_words = models.TextField(blank=True)

    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    prepared = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="offer_never_oversold"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(revision__isnull=False), name="published_offer_has_revision"
            ),
            models.UniqueConstraint(
                fields=["renewed_from", "programme"],
                condition=~Q(status="withdrawn"),
                name="one_renewal_per_programme",
            ),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="offer_status_kind")]

    def __str__(self) -> str:
        return self.text.title

    @property
    def text(self) -> Revision:
        """What the offer says: the published revision, or the draft before the first publication."""
        said = self.revision or self.draft
        if said is None:
            raise ValueError(f"offer {self.pk} has no revision")
        return said

    @property
    def capacity_left(self) -> int | None:
        """Places left, `None` when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken
