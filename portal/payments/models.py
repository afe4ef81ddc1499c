"""Rows of payments."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import EuroField
from catalogue.organisations.models import Municipality
from portal.invoices.models import Invoice
from portal.payments.states import BATCH


class Batch(Moving):
    """Payments that go to the bank in one file, made at release and kept with its SHA-1, as banks show it."""

    KIND: ClassVar[str] = "batch"
    MOVES = BATCH

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    total = EuroField()
    execution_date = models.DateField()
    prepared_by = models.CharField(max_length=40)
    prepared_by_name = models.CharField(max_length=200)
    released_by = models.CharField(max_length=40, blank=True)
    released_by_name = models.CharField(max_length=200, blank=True)
    file = models.BinaryField(null=True)
    sha1 = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by="") | ~Q(released_by=models.F("prepared_by")), name="two_people_release"
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} ({self.status})"

    @property
    def message_id(self) -> str:
        """How the file of this batch is called at the bank: at most 35 characters."""
        return self.pk.hex[:30]

    @classmethod
    def called(cls, message_id: str) -> models.QuerySet[Batch]:
        """The batch whose file has this name at the bank."""
        try:
            first, last = UUID(f"{message_id}00"), UUID(f"{message_id}ff")
        except ValueError:  # not a name that we gave
            return cls.objects.none()
        return cls.objects.filter(pk__range=(first, last))


class Payment(models.Model):
    """One invoice in a batch, with the bank account as it was when the batch was prepared."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="payments")
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="payment")
    end_to_end_id = models.CharField(max_length=35, unique=True)
    amount = EuroField()
    creditor = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.end_to_end_id
