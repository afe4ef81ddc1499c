"""Rows of the split: the rule, and what it gave each school when it was adopted."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import SECTORS, Municipality, School
from catalogue.programmes.models import Programme
from portal.funding.states import SPLIT

ONE = Decimal("1.00")
HEAVIEST = Decimal("99.99")


def are_weights(weights: Any) -> None:
    """A weight per sector, as text with at most two decimals."""
    sectors = dict(SECTORS)
    for sector, weight in weights.items():
        try:
            number = Decimal(weight)
        except InvalidOperation:
            number = Decimal(-1)
        if sector not in sectors or not 0 <= number <= HEAVIEST or not re.fullmatch(r"\d+(\.\d{1,2})?", weight):
            found = {"found": f"{sector}: {weight}"}
            raise ValidationError(_("Found “%(found)s”; expected a weight from 0 to 99.99 for a sector."), params=found)


class Split(Moving):
    """Divide `pot`: `per_school` for each school, what is left by weighted pupils counted on `reference_date`.

    `weights` says per sector how heavy a pupil counts ({"SBO": "3.00"}; 1 where nothing is said), `target_weight` what
    a target pupil counts instead of 1. No school gets less than `minimum` or more than `maximum`.
    """

    KIND: ClassVar[str] = "split"
    MOVES = SPLIT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="splits")
    pot = EuroField()
    per_school = EuroField()
    weights = models.JSONField(default=dict, blank=True, validators=[are_weights])
    target_weight = models.DecimalField(  # multiplied in Python only, where it is exact
        max_digits=4, decimal_places=2, default=ONE, validators=[MinValueValidator(0)]
    )
    minimum = EuroField(default=ZERO)
    maximum = EuroField(null=True, blank=True)
    reference_date = models.DateField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(pot__gte=0, per_school__gte=0), name="split_not_negative"),
            models.CheckConstraint(
                condition=Q(minimum__gte=0) & (Q(maximum__isnull=True) | Q(maximum__gte=F("minimum"))),
                name="split_minimum_below_maximum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pot} in {self.programme_id}"


class SplitShare(models.Model):
    """What an adopted split gave a school, with the counts and the weighted pupils it was computed from."""

    split = models.ForeignKey(Split, models.CASCADE, related_name="shares")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupils = models.PositiveIntegerField()
    target_pupils = models.PositiveIntegerField(default=0)
    weighted = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    amount = EuroField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["split", "school"], name="one_share_per_school")]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.amount}"
