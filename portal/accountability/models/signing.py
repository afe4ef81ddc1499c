"""Rows of the SiSa table of a year once two people signed it: what was said, line by line, and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from portal.accountability.states import SIGNATURE
from portal.claims.models import ClaimLine
from portal.funding.models import Grant


class SisaSignature(Moving):
    """The table of a municipality and year, prepared by one person and signed by another: then it stays as it is.

    `final` are the codes of the regulations with “Eindverantwoording: Ja”; `answers` what was filled in by hand, per
    number of an indicator; `forms` the forms as they were filled in, once it is signed. `sha256` is the fingerprint of
    all its lines and of the forms.
    """

    KIND: ClassVar[str] = "sisa_signature"
    MOVES = SIGNATURE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    final = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    forms = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=40)
    prepared_by_name = models.CharField(max_length=200)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], condition=~Q(status="refused"), name="one_signature_per_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.status})"


class SignedLines(models.QuerySet["SignedLine"]):
    """What was signed cannot be changed: what is different by now is a correction in the next table."""

    def update(self, **changes: Any) -> NoReturn:
        """Never."""
        raise TypeError("signed lines are never updated; the next table corrects them")

    def delete(self) -> NoReturn:
        """Never."""
        raise TypeError("signed lines are never deleted; the next table corrects them")


class SignedLine(models.Model):
    """What a line of a paid claim counted in a signed table, for a goal and of a grant.

    A `correction` says how much more (below zero: less) it is than the tables before said; else it was paid in the
    year. Without a goal it was paid by no grant of the plan.
    """

    signature = models.ForeignKey(SisaSignature, models.PROTECT, related_name="lines")
    line = models.ForeignKey(ClaimLine, models.PROTECT, related_name="+")
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, null=True, blank=True, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="+")
    amount = EuroField()
    paid_on = models.DateField()
    correction = models.BooleanField(default=False)

    objects = SignedLines.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) | Q(correction=True), name="signed_line_was_paid"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.line_id}"
