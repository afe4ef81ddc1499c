"""Rows of invoices. Numbers are drawn and documents kept in the transaction of the deed, so nothing is there twice."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality, Provider
from portal.claims.models import Claim
from portal.invoices.accepting_states import ACCEPTANCE
from portal.invoices.receiving_states import LIVE, RECEIVED, WAYS
from portal.invoices.states import INVOICE, KINDS
from portal.orders.models import PurchaseOrder


class Series(models.Model):
    """A gapless row of invoice numbers: per payer, provider and year."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["municipality", "provider", "year"], name="one_series")]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.year}: {self.last}"


class Invoice(Moving):
    """One invoice. `content` is everything that its documents say, frozen when the number was drawn.

    A credit note `credits` an invoice, for a `reason`; of an invoice `credited_amount` was credited and `set_off` is
    taken off because a credit note on another one was paid already. What the payer has still to get back of a credit
    note is `to_recover`. These amounts are with VAT.
    """

    KIND: ClassVar[str] = "invoice"
    MOVES = INVOICE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="invoices")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=12, choices=KINDS)
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    due_on = models.DateField()
    net_amount = EuroField()
    vat_amount = EuroField()
    gross_amount = EuroField()
    paid_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField()
    credits = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="credit_notes")
    reason = models.CharField(max_length=500, blank=True)
    credited_amount = EuroField(default=ZERO)
    set_off = EuroField(default=ZERO)
    to_recover = EuroField(default=ZERO)

    class Meta:
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "provider", "number"], name="one_invoice_per_number"),
            models.UniqueConstraint(fields=["claim"], condition=~Q(kind="credit_note"), name="one_invoice_per_claim"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("vat_amount")), name="gross_is_net_and_vat"
            ),
            models.CheckConstraint(
                condition=Q(credited_amount__gte=0, set_off__gte=0)
                & Q(gross_amount__gte=F("credited_amount") + F("set_off")),
                name="credited_fits",
            ),
            models.CheckConstraint(
                condition=Q(to_recover__gte=0, to_recover__lte=F("gross_amount")), name="recovered_fits"
            ),
            models.CheckConstraint(
                condition=~Q(kind="credit_note") ^ Q(credits__isnull=False), name="note_has_invoice"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "status", "due_on"], name="invoice_due")]

    def __str__(self) -> str:
        return self.number

    @property
    def payment_reference(self) -> str:
        """What the bank gives back, at most 35 characters: two providers may number their own invoices alike."""
        return self.pk.hex if self.kind == "received" else self.number[-35:]

    @property
    def to_pay(self) -> Decimal:
        """What is paid of an invoice: its amount, less what was credited or set off; nothing for a credit note."""
        if self.kind == "credit_note":
            return ZERO
        to_pay: Decimal = self.gross_amount - self.credited_amount - self.set_off
        return to_pay


class Document(models.Model):
    """The file of an invoice, with its hash: written once, in the transaction that issues the invoice."""

    KINDS = [("ubl", "UBL"), ("pdf", "PDF")]

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=3, choices=KINDS)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "kind"], name="one_document_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.invoice_id}"


class Acceptance(Moving):
    """What the provider says of an invoice, or credit note, that the municipality wrote in its name (Wet OB art. 35).

    It has the id of its invoice: both have one history. `until` is the last day to answer, once the invoice was sent;
    `silent`: it passed without an answer. `answer` is what the municipality said to the `objection`. The provider
    was reminded of the last day `reminded_of`.
    """

    KIND: ClassVar[str] = "acceptance"
    MOVES = ACCEPTANCE

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="acceptance")
    until = models.DateField(null=True, blank=True)
    silent = models.BooleanField(default=False)
    objection = models.CharField(max_length=500, blank=True)
    objected_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    reminded_of = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=sorted(ACCEPTANCE)), name="acceptance_status_known"),
            models.CheckConstraint(condition=~Q(status="objected", objection=""), name="objection_has_reason"),
        ]
        indexes = [models.Index(fields=["status", "until"], name="acceptance_waiting")]

    def __str__(self) -> str:
        return f"acceptance of {self.invoice_id} ({self.status})"

    @property
    def municipality_id(self) -> UUID:
        """Of who wrote the invoice."""
        found: UUID = self.invoice.municipality_id
        return found


class ReceivedInvoice(Moving):
    """An invoice as a provider sent it, and what was found of it. Once matched or accepted it is an `Invoice`.

    `content` is what it says (`document.to_json`), read by the worker or `typed` in beside a plain PDF; `findings` the
    rules of the standards that it breaks (`rule`, `warning`, `words`); `differences` how it differs from what was
    approved (`code`, `sentence`). The file itself stays as it came. One for a purchase `order` has a claim underneath,
    which the portal writes: it is assessed, paid and accounted for as any claim.
    """

    KIND: ClassVar[str] = "received_invoice"
    MOVES = RECEIVED

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="received_invoices")
    order = models.ForeignKey(PurchaseOrder, models.PROTECT, null=True, blank=True, related_name="received_invoices")
    invoice = models.OneToOneField(Invoice, models.PROTECT, null=True, blank=True, related_name="received_as")
    number = models.CharField(max_length=40, blank=True)
    via = models.CharField(max_length=6, choices=WAYS, default="upload")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=3, choices=Document.KINDS)
    sha256 = models.CharField(max_length=64)
    file = models.BinaryField()
    typed = models.JSONField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    findings = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    received_on = models.DateField()
    sent_by = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-received_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "municipality", "sha256"], condition=Q(status__in=LIVE), name="one_file_once"
            )
        ]
        indexes = [models.Index(fields=["municipality", "status"], name="received_waiting")]

    def __str__(self) -> str:
        return self.number or self.name
