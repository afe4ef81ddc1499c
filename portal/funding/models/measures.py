"""Rows of measures: what is done under a theme, by whose lead, when, and at what cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme, Theme
from portal.funding.basis import MONTHS
from portal.funding.quarters import is_quarter
from portal.funding.states import COST_PER, MEASURE

MOST_UNITS = Decimal("99999.99")
MOST_SCHOOLS = 10_000
PLANNED = ("prepare", "trial", "full", "lasting")  # nobody plans to stop


def is_planning(said: Any) -> None:
    """Phases with the quarters from and until (and with) which they are planned, in their order."""
    before = ""
    for each in said:
        if set(each) != {"phase", "from", "until"} or each["phase"] not in PLANNED:
            raise ValidationError(_("Plan a phase with the quarter in which it begins and the one in which it ends."))
        for name in ("from", "until"):
            is_quarter(each[name])
        if each["until"] < each["from"] or each["from"] < before:
            raise ValidationError(_("The phases follow each other: each ends after it begins, and begins in its turn."))
        before = each["from"]


class Units(models.DecimalField):  # type: ignore[type-arg]  # Django's fields take no type arguments
    """How many units: to two decimals, multiplied in Python only, where it is exact."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        bounds = [MinValueValidator(Decimal(0)), MaxValueValidator(MOST_UNITS)]
        given = {"max_digits": 7, "decimal_places": 2, "null": True, "blank": True, "validators": bounds} | kwargs
        super().__init__(*args, **given)  # type: ignore[arg-type]  # passes Django's own field options through


class Measure(Moving):
    """Something that the municipality does under a theme. Its status is the phase that it is in.

    `line` is the code of the plan line that pays it (empty: the line of its theme), `lead` who directs it (regie).
    `start` and `ready` are quarters (`2026-Q3`); `planning` says per phase from and until which quarter it is planned.
    It costs `cost` once, per month or per year (`cost_min`: at least), or `unit_cost` for each unit, and
    `other_cost_per_year` beside it. Units in a year are `units_per_year`, or `units_per_school_per_month` at `schools`.
    `result_indicators` is how many indicators say whether it helps; the room that measures keeps that number here.
    """

    KIND: ClassVar[str] = "measure"
    MOVES = MEASURE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="measures")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    line = models.SlugField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    description = models.TextField(max_length=2000, blank=True)
    lead = models.CharField(max_length=120, blank=True)
    start = models.CharField(max_length=7, blank=True, validators=[is_quarter])
    ready = models.CharField(max_length=7, blank=True, validators=[is_quarter])
    planning = models.JSONField(default=list, blank=True, validators=[is_planning])
    result_indicators = models.PositiveSmallIntegerField(default=0, editable=False)

    cost = EuroField(null=True, blank=True, validators=[MinValueValidator(ZERO)])
    per = models.CharField(max_length=5, choices=COST_PER, blank=True)
    cost_min = EuroField(null=True, blank=True, validators=[MinValueValidator(ZERO)])
    other_cost_per_year = EuroField(null=True, blank=True, validators=[MinValueValidator(ZERO)])
    unit = models.CharField(max_length=40, blank=True)
    unit_cost = EuroField(null=True, blank=True, validators=[MinValueValidator(ZERO)])
    units_per_year = Units()
    units_per_school_per_month = Units()
    schools = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_SCHOOLS)])

    class Meta:
        ordering = ["theme__position", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_min__isnull=True) | Q(cost_min__lte=F("cost")), name="measure_costs_at_least"
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | ~Q(per=""), name="measure_cost_has_a_period"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def per_year(self) -> Decimal | None:
        """Units in a year; `None` when nobody said how many."""
        yearly: Decimal | None = self.units_per_year
        if yearly is None and self.units_per_school_per_month is not None and self.schools is not None:
            yearly = self.units_per_school_per_month * self.schools * MONTHS
        return yearly

    @property
    def is_planned(self) -> bool:
        """Whether it is said when it begins or is ready."""
        return bool(self.start or self.ready or self.planning)
