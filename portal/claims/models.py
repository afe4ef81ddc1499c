"""Rows of claims. Amounts are without VAT; VAT comes with the invoice."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality, Provider
from catalogue.programmes.models import Programme, SpendingGoal
from portal.bookings.models import Booking
from portal.claims.states import CLAIM, STATUSES, VERDICTS


class Claim(Moving):
    """A provider asks to be paid for delivered bookings of one programme."""

    KIND: ClassVar[str] = "claim"
    MOVES = CLAIM

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=10, default="provider")
    claimed = EuroField(default=ZERO)
    sanctioned = EuroField(default=ZERO)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sanctioned__gte=0, claimed__gte=F("sanctioned")), name="sanctioned_fits"
            ),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="claim_status_known"),
        ]
        indexes = [models.Index(fields=["municipality", "status", "due_on"], name="claim_queue")]

    def __str__(self) -> str:
        return f"claim {self.pk} ({self.status})"


class ClaimLine(Thing):
    """One delivered booking in a claim. A `live` line keeps the booking from being claimed again."""

    KIND: ClassVar[str] = "claim_line"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="lines")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="claim_lines")
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    description = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField()
    unit_price = EuroField()
    amount = EuroField()
    sanctioned_amount = EuroField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["booking"], condition=Q(live=True), name="one_live_claim_per_booking"),
            models.CheckConstraint(
                condition=Q(sanctioned_amount__isnull=True)
                | Q(sanctioned_amount__gte=0, sanctioned_amount__lte=F("amount")),
                name="line_sanctioned_fits",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.description}: {self.amount}"

    @property
    def granted(self) -> Decimal:
        """What is (or would be) paid: the sanctioned amount, or all of it when nobody lowered it."""
        granted: Decimal = self.amount if self.sanctioned_amount is None else self.sanctioned_amount
        return granted


class Evidence(Thing):
    """A private file with a claim. Its content is checked at the door and its hash kept."""

    KIND: ClassVar[str] = "evidence"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to="evidence/%Y/%m", max_length=200)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What an approver said, and about which submission. `final` is the one that moved the claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    person = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(max_length=2000, blank=True)
    sanctioned = EuroField(default=ZERO)
    remainder = models.CharField(max_length=10, default="release")
    final = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.by}"
