"""Rows of claims. Amounts are without VAT; VAT comes with the invoice."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Board, Municipality, Provider, School
from catalogue.programmes.models import Programme, SpendingGoal
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.claims.private_files import PrivateFile
from portal.claims.states import CLAIM, KINDS, PROVIDER, SCHOOL, STATUSES

ABOUT_ONE_THING = Q(booking__isnull=True, request__isnull=False) | Q(booking__isnull=False, request__isnull=True)


class Claim(Moving):
    """Somebody asks to be paid, of one programme: a provider for delivered bookings, or a school for its own costs.

    A provider claim ends in an invoice, a school claim in a decision (no VAT). `adds_to`: the claim of which an upheld
    objection said that more is paid.
    """

    KIND: ClassVar[str] = "claim"
    MOVES = CLAIM

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="claims", null=True, blank=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="claims", null=True, blank=True)
    kind = models.CharField(max_length=10, default=PROVIDER, choices=KINDS)
    adds_to = models.ForeignKey("self", models.PROTECT, related_name="additions", null=True, blank=True)
    claimed = EuroField(default=ZERO)
    sanctioned = EuroField(default=ZERO)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sanctioned__gte=0, claimed__gte=F("sanctioned")), name="sanctioned_fits"
            ),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="claim_status_known"),
            models.CheckConstraint(
                condition=Q(kind=PROVIDER, provider__isnull=False, school__isnull=True)
                | Q(kind=SCHOOL, provider__isnull=True, school__isnull=False),
                name="claim_has_one_claimant",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "status", "due_on"], name="claim_queue")]

    def __str__(self) -> str:
        return f"claim {self.pk} ({self.status})"

    @property
    def claimant(self) -> Provider | School:
        """Who asks to be paid."""
        found: Provider | School | None = self.provider or self.school
        assert found is not None  # a constraint says so
        return found

    @property
    def is_of_a_school(self) -> bool:
        """Own costs of a school: no invoice, no VAT."""
        return bool(self.kind == SCHOOL)

    @property
    def payee(self) -> Provider | Board | None:
        """Whose bank account is paid: the provider's, or that of the board of the school, if it has one."""
        return self.school.board if self.school else self.provider


class ClaimLine(Thing):
    """One delivered booking in a claim, or one cost made for a bespoke request.

    A `live` line keeps its booking or request from being claimed again. A request may have several lines in one claim:
    `part` counts them from one, so that two claims cannot both hold it. `explanation` is why more is claimed than was
    booked or delivered; `question` and `answer` are of the last return.
    """

    KIND: ClassVar[str] = "claim_line"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="lines")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="claim_lines", null=True, blank=True)
    request = models.ForeignKey(BespokeRequest, models.PROTECT, related_name="claim_lines", null=True, blank=True)
    part = models.PositiveSmallIntegerField(default=1)
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    description = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField()
    unit_price = EuroField()
    amount = EuroField()
    sanctioned_amount = EuroField(null=True)
    credited = EuroField(default=ZERO)
    reason = models.CharField(max_length=500, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    question = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["booking"], condition=Q(live=True), name="one_live_claim_per_booking"),
            models.UniqueConstraint(
                fields=["request", "part"], condition=Q(live=True), name="one_live_claim_per_request"
            ),
            models.CheckConstraint(condition=ABOUT_ONE_THING, name="line_is_about_one_thing"),
            models.CheckConstraint(
                condition=Q(sanctioned_amount__isnull=True)
                | Q(sanctioned_amount__gte=0, sanctioned_amount__lte=F("amount")),
                name="line_sanctioned_fits",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="line_not_negative"),
            models.CheckConstraint(
                condition=Q(credited=0) | Q(credited__gt=0, credited__lte=F("sanctioned_amount")),
                name="line_credited_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description}: {self.amount}"

    @property
    def granted(self) -> Decimal:
        """What is (or would be) paid: the sanctioned amount, or all of it when nobody lowered it."""
        granted: Decimal = self.amount if self.sanctioned_amount is None else self.sanctioned_amount
        return granted

    @property
    def school(self) -> School:
        """Whose pupils it is for."""
        return self.of.school

    @property
    def of(self) -> Booking | BespokeRequest:
        """What the line is about, and what holds its money."""
        found: Booking | BespokeRequest | None = self.booking or self.request
        assert found is not None  # a constraint says so
        return found

    @property
    def net(self) -> Decimal:
        """What it costs in the end: what was granted, less what was credited."""
        net: Decimal = self.granted - self.credited
        return net


class Evidence(PrivateFile):
    """A private file with a claim."""

    KIND: ClassVar[str] = "evidence"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to="evidence/%Y/%m", max_length=200)

    class Meta:
        ordering = ["created_at"]
