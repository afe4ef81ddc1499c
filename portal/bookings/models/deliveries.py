"""Rows of what was delivered: what providers report, and what schools do not agree with."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils import timezone

from catalogue.money import ZERO
from portal.bookings.models.booking import Booking
from portal.bookings.states import VERDICTS


class Present(NamedTuple):
    """One session by its number: how many pupils were enrolled, and how many were there."""

    number: int
    enrolled: int
    present: int


class Delivery(models.Model):
    """What the provider reports: when, how much and how many pupils were reached. Counts, never names.

    A booking may have several, one per day. A report is never changed: a correction is a new one with its `reason`, and
    `replaced_by` of the old one names it. `attendance` has a row per session: [enrolled, present].
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="deliveries")
    date = models.DateField()
    sessions = models.PositiveIntegerField()
    pupils_reached = models.PositiveIntegerField()
    hours = models.DecimalField(max_digits=7, decimal_places=2, default=ZERO)
    remarks = models.TextField(max_length=1000, blank=True)
    attendance = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.booking_id} on {self.date}"

    @property
    def counts(self) -> bool:
        """Whether no correction took its place."""
        return self.replaced_by_id is None

    @property
    def present(self) -> list[Present]:
        """How many were there, of each session that was counted."""
        return [Present(number, *counts) for number, counts in enumerate(self.attendance, start=1)]


class Dispute(models.Model):
    """The school does not agree with a report: why, and what it counted itself. The provider answers, or the officer
    decides: as it was reported, as the school saw it, or that nothing was delivered.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="disputes")
    reason = models.CharField(max_length=500)
    sessions = models.PositiveIntegerField(null=True)
    pupils_reached = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=20, choices=[("", "-"), *VERDICTS], blank=True)
    verdict_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"dispute of {self.booking_id} ({self.verdict or 'open'})"

    @property
    def counted(self) -> bool:
        """Whether the school said what it counted."""
        return self.sessions is not None and self.pupils_reached is not None
