"""Rows of payments."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.money import EuroField
from catalogue.organisations.models import Board, Municipality, Provider
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.payments.states import BATCH, ENTRY, RETURNED


class Batch(Moving):
    """Payments that go to the bank in one file, made at release and kept with its SHA-1, as banks show it.

    `announce`: it has so many payments that the bank wants to know a working day before.
    """

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
    announce = models.BooleanField(default=False)

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

    @property
    def last_five(self) -> str:
        """The end of the SHA-1: what people type at the bank instead of all of it."""
        return self.sha1[-5:]

    @classmethod
    def called(cls, message_id: str) -> models.QuerySet[Batch]:
        """The batch whose file has this name at the bank."""
        try:
            first, last = UUID(f"{message_id}00"), UUID(f"{message_id}ff")
        except ValueError:  # not a name that we gave
            return cls.objects.none()
        return cls.objects.filter(pk__range=(first, last))


class Payment(models.Model):
    """An invoice, or a claim without one, in a batch, with the bank account as it was when the batch was prepared.

    `live` until it comes back: of everything that is paid one payment lives at most. `paid_on` is the day on which it
    counts, `bank_on` that of the bank: they differ when the books of that day were closed already.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="payments")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="payments")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="payments")
    end_to_end_id = models.CharField(max_length=35, unique=True)
    amount = EuroField()
    creditor = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    live = models.BooleanField(default=True)
    paid_on = models.DateField(null=True)
    bank_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(invoice__isnull=False, claim__isnull=True) | Q(invoice__isnull=True, claim__isnull=False),
                name="payment_of_invoice_or_claim",
            ),
            models.UniqueConstraint(fields=["invoice"], condition=Q(live=True), name="invoice_is_paid_once"),
            models.UniqueConstraint(fields=["claim"], condition=Q(live=True), name="claim_is_paid_once"),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id

    @property
    def settles(self) -> Claim:
        """The claim that is settled when this is paid."""
        found = self.invoice.claim if self.invoice else self.claim
        if found is None:
            raise ValueError("a payment of nothing")
        return found

    @property
    def payee(self) -> Provider | Board | None:
        """Who is paid, and whose bank account it must be."""
        return self.invoice.provider if self.invoice else self.settles.payee

    @property
    def number(self) -> str:
        """What the payee knows it by: the number of the invoice, or that of the claim."""
        return self.invoice.number if self.invoice else number_of(self.settles)

    @property
    def status(self) -> str:
        """How it stands with the bank, as a word: `sent`, `settled` or `bounced`."""
        if not self.live:
            return "bounced"
        return "settled" if self.paid_on else "sent"


def number_of(claim: Claim) -> str:
    """How a claim without an invoice is called on the account of who is paid."""
    return f"D-{claim.pk.hex[:8].upper()}"


class ReturnedPayment(Moving):
    """The bank sent a payment back, or could not make it. Open until the account is mended: then it can be paid again.

    `code` is the reason of ISO 20022 (`AC04`), empty when the bank gave none; `words` what the bank added.
    """

    KIND: ClassVar[str] = "returned_payment"
    MOVES = RETURNED

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="returned")
    returned_on = models.DateField()
    code = models.CharField(max_length=35, blank=True)
    words = models.CharField(max_length=500, blank=True)
    mended_by = models.CharField(max_length=200, blank=True)
    mended_how = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.code}"


class Statement(Thing):
    """A statement of the bank that was read."""

    KIND: ClassVar[str] = "statement"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    read_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["municipality", "sha256"], name="statement_is_read_once")]

    def __str__(self) -> str:
        return self.name or self.sha256[:12]


class StatementEntry(Moving):
    """A line of a statement. `key` is what makes it this line, in whichever statement it stands: it counts once.

    Open when no payment of the portal has its reference (`unknown`) or its amount (`differs`).
    """

    KIND: ClassVar[str] = "statement_entry"
    MOVES = ENTRY

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10)
    reference = models.CharField(max_length=140, blank=True)
    amount = EuroField()
    came_in = models.BooleanField(default=False)
    date = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-date", "pk"]
        verbose_name_plural = "statement entries"
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="entry_counts_once")]
        indexes = [models.Index(fields=["municipality", "status"], name="entries_to_look_at")]

    def __str__(self) -> str:
        return f"{self.date} {self.amount}"
