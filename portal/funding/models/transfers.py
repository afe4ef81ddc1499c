"""Rows of money that goes back or over: between schools of one board, and from schools to the choice line."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving, Thing
from catalogue.money import CENT, ZERO, EuroField
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme
from portal.funding.states import TRANSFER


class BudgetTransfer(Moving):
    """Budget that goes from one school to another of the same board, with the reason; the board decides about it."""

    KIND: ClassVar[str] = "budget_transfer"
    MOVES = TRANSFER

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    origin = models.ForeignKey(School, models.PROTECT, related_name="+")
    target = models.ForeignKey(School, models.PROTECT, related_name="+")
    amount = EuroField(validators=[MinValueValidator(CENT)])
    reason = models.TextField(max_length=1000)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_transfer_positive"),
            models.CheckConstraint(condition=~Q(origin=F("target")), name="budget_transfer_between_two_schools"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.origin_id} to {self.target_id}"


class Recall(Thing):
    """What schools had left was called back, with the reason; it can be divided again."""

    KIND: ClassVar[str] = "recall"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1000)
    amount = EuroField(default=ZERO)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.amount} called back in {self.programme_id}"


class RecallPart(models.Model):
    """What one school gave back."""

    recall = models.ForeignKey(Recall, models.CASCADE, related_name="parts")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    amount = EuroField()

    class Meta:
        ordering = ["school__name"]
        constraints = [models.UniqueConstraint(fields=["recall", "school"], name="one_part_per_school")]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.amount}"
