"""What a credit note says: lines of an invoice, or parts of them, with what is left of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.money import ZERO, rounded
from portal.invoices.completeness import complete
from portal.invoices.document import CREDIT_NOTE, InvoiceDocument, Line, VatLine
from portal.invoices.models import Invoice


def frozen(invoice: Invoice) -> InvoiceDocument:
    """What the invoice says; one statement when its content was not read yet."""
    return InvoiceDocument.from_json(invoice.content)


def earlier(invoice: Invoice) -> list[InvoiceDocument]:
    """What the credit notes on it say. One statement."""
    rows = Invoice.objects.filter(credits=invoice).order_by("created_at")
    return [InvoiceDocument.from_json(content) for content in rows.values_list("content", flat=True)]


def left_of(invoice: InvoiceDocument, notes: Iterable[InvoiceDocument]) -> dict[int, Decimal]:
    """Per line number, without VAT: what no credit note has taken off yet. Notes number lines as the invoice does."""
    left = {line.number: line.amount for line in invoice.lines}
    for line in (line for note in notes for line in note.lines):
        left[line.number] -= line.amount
    return left


def drafted(
    invoice: InvoiceDocument,
    notes: Iterable[InvoiceDocument],
    amounts: Mapping[int, Decimal],
    *,
    number: str,
    issued_on: date,
    reason: str,
) -> InvoiceDocument:
    """The credit note (381) for these amounts per line number, referring back to the invoice (BT-25).

    VAT is what the credited part carries together with all earlier notes, less what these carried: notes on parts add
    up to the VAT of the invoice and never above it. `Invalid` when it may not be issued.
    """
    with translation.override(invoice.language):
        lines = tuple(_line(line, amounts[line.number]) for line in invoice.lines if amounts.get(line.number))
        said = (_("Reason: %s") % reason,)
    rows = _vat(invoice, [line for note in notes for line in note.lines], lines, [*notes])
    net, tax = sum((line.amount for line in lines), ZERO), sum((row.tax for row in rows), ZERO)
    return complete(
        replace(
            invoice, number=number, type_code=CREDIT_NOTE, issued_on=issued_on, due_on=issued_on, lines=lines,
            vat_lines=rows, net=net, vat=tax, gross=net + tax, preceding_invoice=invoice.number, notes=said,
            allowances=(),
        )
    )  # fmt: skip


def _line(line: Line, amount: Decimal) -> Line:
    """As it was invoiced when all of it is credited; else one unit of the part."""
    if amount == line.amount:
        return line
    description = _("%(what)s (credited in part)") % {"what": line.description}
    return replace(
        line, description=description, quantity=Decimal(1), unit_code="C62", unit_price=amount, amount=amount,
        allowances=(),
    )  # fmt: skip


def _vat(
    invoice: InvoiceDocument, before: Iterable[Line], lines: Iterable[Line], notes: Iterable[InvoiceDocument]
) -> tuple[VatLine, ...]:
    taken = {(row.category, row.percent): ZERO for row in invoice.vat_lines}
    for row in (row for note in notes for row in note.vat_lines):
        taken[row.category, row.percent] += row.tax
    found = []
    for row in invoice.vat_lines:
        rate = (row.category, row.percent)
        now = sum((line.amount for line in lines if (line.vat_category, line.vat_percent) == rate), ZERO)
        until = sum((line.amount for line in before if (line.vat_category, line.vat_percent) == rate), now)
        if now:
            found.append(replace(row, taxable=now, tax=rounded(until * row.percent / 100) - taken[rate]))
    return tuple(found)
