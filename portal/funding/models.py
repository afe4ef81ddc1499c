"""Rows of the split: the rule, and what it gave each school when it was adopted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import EuroField
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme
from portal.funding.states import SPLIT


class Split(Moving):
    """Divide `pot`: `per_school` for each school, what is left per pupil counted on `reference_date`."""

    KIND: ClassVar[str] = "split"
    MOVES = SPLIT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="splits")
    pot = EuroField()
    per_school = EuroField()
    reference_date = models.DateField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(pot__gte=0, per_school__gte=0), name="split_not_negative")]

    def __str__(self) -> str:
        return f"{self.pot} in {self.programme_id}"


class SplitShare(models.Model):
    """What an adopted split gave a school, with the count it was computed from."""

    split = models.ForeignKey(Split, models.CASCADE, related_name="shares")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupils = models.PositiveIntegerField()
    amount = EuroField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["split", "school"], name="one_share_per_school")]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.amount}"
