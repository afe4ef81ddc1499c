"""How an invoice that came in differs from what was approved: each difference with its code and in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import iban

from catalogue.money import ZERO, rounded, written
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim
from portal.invoices.document import CREDIT_NOTE, InvoiceDocument
from portal.invoices.drafting import vat_of
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.invoices.receiving_states import LIVE

Difference = tuple[str, str]


def claim_for(row: ReceivedInvoice, document: InvoiceDocument) -> Claim | None:
    """The claim that it is for: the one it was sent with, the one that it names, or the only one of that amount."""
    if row.claim:
        return row.claim
    own = Claim.objects.filter(provider=row.provider_id, municipality=row.municipality_id)
    own = own.select_related("provider", "municipality", "programme")
    named = _id(document.claim_reference)
    if named and (found := own.filter(pk=named).first()):
        return found
    fits = list(own.filter(status="approved", sanctioned=document.net, invoices=None)[:2])
    return fits[0] if len(fits) == 1 else None


def differences(row: ReceivedInvoice, document: InvoiceDocument, claim: Claim | None) -> list[Difference]:
    """Every way in which it differs; none when it may be paid as it is."""
    return [*_of_kind(document), *_twice(row, document), *_of_claim(row, claim), *_of_amounts(row, document, claim),
            *_of_parties(row, document)]  # fmt: skip


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _of_kind(document: InvoiceDocument) -> Iterator[Difference]:
    if document.type_code == CREDIT_NOTE:
        yield "credit_note", _("This is a credit note, which gives money back. Handle it with the provider.")
    if document.issued_on > timezone.localdate():
        yield "dated", _("It is dated on a day to come.")


def _twice(row: ReceivedInvoice, document: InvoiceDocument) -> Iterator[Difference]:
    """The same number of the same supplier was here before (a second sending, or a slip)."""
    same = {"provider": row.provider_id, "municipality": row.municipality_id, "number": document.number}
    others = ReceivedInvoice.objects.filter(**same, status__in=LIVE).exclude(pk=row.pk)
    if Invoice.objects.filter(**same).exists() or others.exists():
        yield "duplicate", _("An invoice with number %s of this provider is here already.") % document.number


def _of_claim(row: ReceivedInvoice, claim: Claim | None) -> Iterator[Difference]:
    if claim and (claim.provider_id, claim.municipality_id) != (row.provider_id, row.municipality_id):
        yield "claim_unknown", _("The claim that it is for is not a claim of this provider on this municipality.")
    elif row.order and row.order.status == "withdrawn":
        yield "withdrawn", _("Order %s was withdrawn, so nothing is paid on it.") % row.order.number
    elif row.order and claim is None and row.order.booking.status in CLAIMABLE:
        yield (
            "nothing_left",
            _("Of order %s nothing is left to be paid, or no voucher was used yet.") % row.order.number,
        )
    elif row.order and claim is None:
        yield "not_delivered", _("The delivery of order %s is not reported yet.") % row.order.number
    elif claim is None:
        yield "claim_unknown", _("No approved claim of this provider has this reference or this amount.")
    elif claim.invoices.exclude(kind="credit_note").exists():
        yield "already_invoiced", _("This claim has an invoice already.")
    elif claim.status != "approved":
        yield "not_approved", _("The claim that it is for is not approved yet.")


def _of_amounts(row: ReceivedInvoice, document: InvoiceDocument, claim: Claim | None) -> Iterator[Difference]:
    expected = claim.sanctioned if claim and claim.status == "approved" else document.net
    if document.net != expected:
        said = {"found": written(document.net), "expected": written(expected)}
        yield "amount", _("Without VAT it is %(found)s; %(expected)s was approved.") % said
    category, percent, _reason = vat_of(row.provider, document.issued_on)
    vat: Decimal = rounded(document.net * percent / 100) if category == "S" else ZERO
    if document.vat != vat:
        said = {"found": written(document.vat), "expected": written(vat)}
        yield "vat", _("The VAT is %(found)s; %(expected)s is expected of this provider.") % said


def _of_parties(row: ReceivedInvoice, document: InvoiceDocument) -> Iterator[Difference]:
    """Who sends it, to whom, to which account, under which reference."""
    provider, payer = row.provider, row.municipality
    if document.supplier.legal_id != provider.kvk:
        said = {"found": document.supplier.legal_id or "-", "expected": provider.kvk}
        yield "supplier", _("The supplier has KvK number %(found)s; this provider has %(expected)s.") % said
    if document.customer.legal_id not in ("", payer.oin):
        yield "customer", _("It is addressed to %s, not to this municipality.") % document.customer.name
    if iban.compact(document.supplier.iban or "") != iban.compact(provider.iban):
        sentence = _("It asks to be paid to %(found)s; the account that is known and will be paid is %(expected)s.")
        yield "iban", sentence % {"found": document.supplier.iban or "-", "expected": provider.iban}
    if row.order and row.order.number in (document.order_reference, document.buyer_reference):
        return
    known = {payer.invoice_reference, payer.code, str(row.claim_id or "")} - {""}
    given = {document.buyer_reference, document.order_reference, document.claim_reference} - {None, ""}
    if not given & known:
        expected = payer.invoice_reference or payer.code
        yield "reference", _("The reference of the municipality is not on it: %s.") % expected
