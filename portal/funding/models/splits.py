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
from portal.funding.states import BOUNDS, COMMITTED, LEFTOVERS, SPLIT

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

    What the account of a school is granted afterwards, from its share and what it was granted before:

    - `leftovers` **replace**: the share (and what came or went by transfers between schools). Dividing the same money
      again, after new counts; the shares of all schools are the pot.
    - **keep**: before + share. What the school has left stays, the share comes on top.
    - **top_up**: what it committed + share, but never less than before. What it has left is topped up *to* the share;
      who has more left than the share keeps that, and gets nothing.
    - **call_back**: what it committed + share. What it has left goes back first, so that every school has its share to
      choose from.

    `committed` says what happens in `replace` when a school reserved and spent more than its share: **refuse** the
    split, or **protect** the school, which keeps that (also above `maximum`) while the others divide the rest.
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
    leftovers = models.CharField(max_length=10, choices=LEFTOVERS, default="replace")
    committed = models.CharField(max_length=10, choices=COMMITTED, default="refuse")

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
    """What an adopted split gave a school, with everything that it was computed from.

    `amount` is the share; `before` and `after` are what the account was granted around it, `committed` what was
    reserved and spent of it, `moved` what came (below zero: went) by transfers. `bound` is why the share is not that of
    its pupils. `before` and `after` are empty for splits that were adopted before they were kept.
    """

    split = models.ForeignKey(Split, models.CASCADE, related_name="shares")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupils = models.PositiveIntegerField()
    target_pupils = models.PositiveIntegerField(default=0)
    weighted = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    counted = models.BooleanField(default=True)
    amount = EuroField()
    before = EuroField(null=True)
    after = EuroField(null=True)
    committed = EuroField(default=ZERO)
    moved = EuroField(default=ZERO)
    bound = models.CharField(max_length=10, choices=BOUNDS, blank=True)
    odd_cent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["split", "school"], name="one_share_per_school")]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.amount}"
