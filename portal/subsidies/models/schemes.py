"""Rows of a scheme: its rules, what there is at most, when one can apply, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving
from catalogue.money import CENT, ZERO, EuroField
from catalogue.organisations.models import Board, Municipality
from catalogue.programmes.models import Programme
from portal.letters.states import LANGUAGES
from portal.subsidies.states import APPLICATION, ORDERS, SCHEME


class Scheme(Moving):
    """Rules by which school boards that apply get a grant (subsidieregeling, Awb 4:23 lid 1).

    `activities` and `refusals` have one on each line. `content` is the text as it was adopted; empty for a draft, whose
    text is made anew each time.
    """

    KIND: ClassVar[str] = "scheme"
    MOVES = SCHEME

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schemes")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="schemes")
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="nl")
    applicants = models.CharField(max_length=200)
    activities = models.TextField(max_length=3000)
    refusals = models.TextField(max_length=3000)
    share_percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    most_per_application = EuroField(validators=[MinValueValidator(CENT)])
    order = models.CharField(max_length=12, choices=ORDERS, default="first_come")
    content = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(most_per_application__gt=0), name="scheme_gives_something")]

    def __str__(self) -> str:
        return self.name


class SchemeCeiling(models.Model):
    """What there is at most for a group of applicants (subsidieplafond, Awb 4:25); `granted` is what is gone of it."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="ceilings")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    amount = EuroField(validators=[MinValueValidator(CENT)])
    granted = EuroField(default=ZERO)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(granted__gte=0, granted__lte=F("amount")), name="never_above_ceiling"),
            models.UniqueConstraint(fields=["scheme", "position"], name="one_ceiling_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class SchemePeriod(models.Model):
    """From and with `opens_on` until and with `closes_on` boards can apply."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="periods")
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="scheme_period_not_backwards"),
        ]

    def __str__(self) -> str:
        return f"{self.opens_on} - {self.closes_on}"


class Application(Moving):
    """What a board asked under a scheme, and what was decided: `amount` granted, or `refusal`, the ground to refuse."""

    KIND: ClassVar[str] = "application"
    MOVES = APPLICATION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="applications")
    ceiling = models.ForeignKey(SchemeCeiling, models.PROTECT, related_name="applications")
    board = models.ForeignKey(Board, models.PROTECT, related_name="applications")
    activity = models.CharField(max_length=300)
    asked = EuroField(validators=[MinValueValidator(CENT)])
    amount = EuroField(default=ZERO)
    received_on = models.DateField(help_text=_("the day on which the application was complete"))
    refusal = models.CharField(max_length=500, blank=True)
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["received_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=F("asked")), name="not_more_than_was_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} of {self.board_id}: {self.amount}"
