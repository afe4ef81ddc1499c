"""What a file that a provider sent in says, and whether it follows the standards: slow, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from portal.invoices.document import INVOICE, InvoiceDocument, Line, VatLine
from portal.invoices.drafting import customer_of, supplier_of, vat_of
from portal.invoices.models import ReceivedInvoice
from portal.invoices.reading import document_of, inside
from portal.invoices.validation import Finding, judged_apart


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person reads on a plain PDF: its number and day, euros without VAT and VAT, and the account."""

    number: str
    issued_on: date
    net: Decimal
    vat: Decimal
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file: what it says (`None` for no invoice), and the rules that it breaks."""

    document: InvoiceDocument | None
    findings: tuple[Finding, ...] = ()


def examine(received_id: UUID) -> Examined:
    """Read the file and hold it against the standards: slow, and changes nothing."""
    row = ReceivedInvoice.objects.select_related("provider", "municipality").get(pk=received_id)
    content = bytes(row.file)
    ubl = content if row.kind == "ubl" else inside(content)
    if ubl is None:
        words = _("There is no electronic invoice in this PDF, and nothing was typed in beside it.")
        return Examined(_typed(row)) if row.typed else Examined(None, (Finding("no_invoice", False, words),))
    found = tuple(judged_apart(ubl))
    if any(not each.warning for each in found):
        return Examined(None, found)
    return Examined(document_of(ubl), found)


def _typed(row: ReceivedInvoice) -> InvoiceDocument:
    """What was typed in beside a plain PDF, as an invoice of one line."""
    assert row.typed is not None
    payer = row.municipality
    said = {**row.typed, "issued_on": date.fromisoformat(row.typed["issued_on"])}
    net, vat = Decimal(said["net"]), Decimal(said["vat"])
    category, percent, reason = vat_of(row.provider, said["issued_on"])
    line = Line(1, _("As on the invoice in the PDF"), Decimal(1), "C62", net, net, category, percent)
    return InvoiceDocument(
        number=said["number"], type_code=INVOICE, issued_on=said["issued_on"], due_on=said["issued_on"],
        supplier=replace(supplier_of(row.provider), iban=said["iban"] or row.provider.iban),
        customer=customer_of(payer), buyer_reference=payer.invoice_reference or payer.code,
        order_reference=None, preceding_invoice=None, lines=(line,),
        vat_lines=(VatLine(category, percent, net, vat, reason),), net=net, vat=vat, gross=net + vat,
        self_billed_words=None, notes=(), programme="", claim_reference=str(row.claim_id or ""),
    )  # fmt: skip
