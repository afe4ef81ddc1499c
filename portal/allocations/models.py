"""Rows of allocations: what went in, how good the result is, and what it means for each wish."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import EuroField
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality, School
from portal.allocations.states import ALLOCATION, STATUSES
from portal.bookings.models import Booking
from portal.rounds.models import Round


class Allocation(Moving):
    """One division of a round. `input` is the file that an auditor divides again; `input_hash` and `result_hash` are
    SHA-256 (`document.digest`). `schools`, `weights` and `lots` are the score; `by` who asked for it.
    """

    KIND: ClassVar[str] = "allocation"
    MOVES = ALLOCATION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    of_round = models.ForeignKey(Round, models.PROTECT, related_name="allocations")
    input = models.JSONField()
    input_hash = models.CharField(max_length=64)
    result_hash = models.CharField(max_length=64)
    schools = models.PositiveIntegerField()
    weights = models.PositiveIntegerField()
    lots = models.PositiveBigIntegerField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_round"], condition=~Q(status="trial"), name="one_real_allocation_per_round"
            ),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="allocation_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.status} of {self.of_round_id}"

    @property
    def is_trial(self) -> bool:
        """Nothing is booked by it."""
        return self.status == "trial"


class Outcome(models.Model):
    """What an allocation means for one wish. `won`: it was granted; else `reasons` are codes (`wording.WHY`).

    `place` is the place among what could be granted at all (0 when it could not). `detail` holds what the reasons
    are about: `left` places, `budgetLeft` and `roundLeft` in cents, and `gotBy`: [school, name, place] of each winner.
    `failed` is why a granted wish could not be booked after all.
    """

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="outcomes")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    rank = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    units = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    amount = EuroField()
    won = models.BooleanField()
    reasons = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="outcome")
    failed = models.TextField(blank=True)

    class Meta:
        ordering = ["school__name", "rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["allocation", "school", "offer"], name="one_outcome_per_wish")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.rank}: {'won' if self.won else self.reasons}"
