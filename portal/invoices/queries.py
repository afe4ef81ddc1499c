"""Which invoices an actor sees."""

from __future__ import annotations

from django.db.models import F, QuerySet

from catalogue.actor import Actor
from portal.claims.models import Claim
from portal.invoices.models import Document, Invoice, ReceivedInvoice
from portal.invoices.states import PAYABLE


def visible_to(actor: Actor) -> QuerySet[Invoice]:
    """A provider sees its own invoices, the municipality those that it pays; others none."""
    rows = Invoice.objects.select_related("provider", "claim", "municipality", "credits").prefetch_related(
        "credit_notes"
    )
    rows = rows.defer("content", "credits__content")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def payable(actor: Actor) -> QuerySet[Invoice]:
    """Issued invoices of the acting municipality that stand in no batch (any more), first due first."""
    if not actor.municipality:
        return Invoice.objects.none()
    waiting = visible_to(actor).filter(status__in=PAYABLE).exclude(kind="credit_note").exclude(payments__live=True)
    return waiting.filter(gross_amount__gt=F("credited_amount") + F("set_off")).order_by("due_on", "number")


def on_its_way(invoice: Invoice) -> bool:
    """Whether it stands in a batch for the bank that is not paid yet: its amount is fixed then."""
    return Invoice.objects.filter(pk=invoice.pk, payments__live=True, payments__paid_on__isnull=True).exists()


def to_recover(actor: Actor) -> QuerySet[Invoice]:
    """Credit notes of the acting municipality of which money has still to come back, oldest first."""
    if not actor.municipality:
        return Invoice.objects.none()
    return visible_to(actor).filter(to_recover__gt=0).order_by("issued_on", "number")


def document_of(invoice: Invoice, kind: str) -> Document | None:
    """The `ubl` or `pdf` of an invoice that the caller got by `visible_to`; `None` while it is being made."""
    return invoice.documents.filter(kind=kind).first()


def received_visible_to(actor: Actor) -> QuerySet[ReceivedInvoice]:
    """A provider sees what it sent in, the municipality what was sent to it, newest first; others none."""
    rows = ReceivedInvoice.objects.select_related("provider", "municipality", "claim", "invoice", "order")
    rows = rows.defer("file", "content", "invoice__content", "order__content")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def without_invoice(actor: Actor) -> QuerySet[Claim]:
    """Approved claims of the acting provider that wait for its own invoice, oldest first."""
    own = Claim.objects.filter(provider=actor.provider, provider__self_billing_agreed_on=None, status="approved")
    return own.filter(invoices=None).select_related("programme", "municipality").order_by("approved_on", "pk")
