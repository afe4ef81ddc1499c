"""Rows of what is done with a claim: each time that it was sent, what approvers said, and what moved its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalogue.money import ZERO, EuroField
from portal.claims.models.claim import Claim
from portal.claims.states import DELAYS, SUSPENDED, VERDICTS


class Decision(models.Model):
    """What an approver said, of which submission and to which bank account (`iban`). `final`: it moved the claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    person = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(max_length=2000, blank=True)
    sanctioned = EuroField(default=ZERO)
    remainder = models.CharField(max_length=10, default="release")
    iban = models.CharField(max_length=34, blank=True)
    final = models.BooleanField(default=True)
    void_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.by}"


class Submission(models.Model):
    """The claim as it was sent, the `number`-th time: what a later one is compared with."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)
    claimed = EuroField()
    lines = models.JSONField()
    evidence = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="one_submission_per_number")]

    def __str__(self) -> str:
        return f"submission {self.number} of {self.claim_id}"


class Delay(models.Model):
    """The day on which a claim must be decided moved, and why. `until`: the new day, or when the answer came."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="delays")
    kind = models.CharField(max_length=10, choices=DELAYS)
    since = models.DateField()
    until = models.DateField(null=True)
    due_before = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(kind=SUSPENDED, until=None), name="one_open_suspension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since}"
