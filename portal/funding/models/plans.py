"""Rows of the budget plan: where the grants go, line by line."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving
from catalogue.money import CENT, ZERO, EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme, Theme
from portal.funding.basis import MONTHS, is_basis
from portal.funding.models.grants import Grant
from portal.funding.states import LINE_KINDS, MOVE, PLAN


class BudgetPlan(Moving):
    """One version of the plan of a programme. Once adopted, its lines are the accounts that money is spent from.

    It runs from `starts_on` to `ends_on` (where it does not say so: as its programme); `reason` is why it was written.
    """

    KIND: ClassVar[str] = "budget_plan"
    MOVES = PLAN

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_plan_per_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status="adopted"), name="one_adopted_plan_per_programme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} version {self.number}"

    @property
    def runs_from(self) -> date:
        """The first day that it is a plan for."""
        return self.starts_on or self.programme.starts_on

    @property
    def runs_until(self) -> date:
        """The last day that it is a plan for."""
        return self.ends_on or self.programme.ends_on

    @property
    def months(self) -> int:
        """How many months it runs; a month that has begun counts."""
        first, last = self.runs_from, self.runs_until
        begun = (last.year - first.year) * MONTHS + last.month - first.month
        return begun + (1 if last.day >= first.day else 0)


class PlanLine(models.Model):
    """Money for one purpose, from the grants that `sources` names; `grant` is the one that is used first.

    `code` names the line in every version, and its account in the ledger. `consent_of` is a consultation body (such as
    the LEA) that must agree before the money is spent. `basis` is what the text of the plan says that the amount was
    computed from, as `Basis` keeps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(BudgetPlan, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=LINE_KINDS)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    amount = EuroField(validators=[MinValueValidator(ZERO)])
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="lines")
    consent_of = models.CharField(max_length=120, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_words = models.CharField(max_length=500, blank=True)
    basis = models.JSONField(default=dict, blank=True, validators=[is_basis])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_line_per_code"),
            models.UniqueConstraint(fields=["plan"], condition=Q(kind="choice"), name="one_choice_line_per_plan"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="plan_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class LineSource(models.Model):
    """What one grant pays of a line. The one with the lowest `position` is used first; together they are the line."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="sources")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    amount = EuroField(validators=[MinValueValidator(ZERO)])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["line", "grant"], name="one_source_per_grant"),
            models.UniqueConstraint(fields=["line", "position"], name="one_source_per_position"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="source_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.grant_id} for {self.line_id}"


class PlanMove(Moving):
    """Money that goes from one line to another, with the reason; above the threshold a second person confirms it."""

    KIND: ClassVar[str] = "plan_move"
    MOVES = MOVE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    plan = models.ForeignKey(BudgetPlan, models.PROTECT, related_name="moves")
    origin = models.ForeignKey(PlanLine, models.PROTECT, related_name="+")
    target = models.ForeignKey(PlanLine, models.PROTECT, related_name="+")
    amount = EuroField(validators=[MinValueValidator(CENT)])
    reason = models.TextField(max_length=1000)
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_move_positive"),
            models.CheckConstraint(condition=~Q(origin=F("target")), name="plan_move_between_two_lines"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.origin_id} to {self.target_id}"
