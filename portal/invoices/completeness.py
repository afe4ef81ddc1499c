"""Is an invoice complete, and does it add up? Asked before its number is drawn, so that no wrong invoice exists.

Sources: Wet OB 1968 art. 35a; EN 16931 (BR-…); NLCIUS (BR-NL-…).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from stdnum import iban

from catalogue.errors import Fault, check
from catalogue.money import CENT, ZERO
from portal.invoices.document import (
    CREDIT_NOTE,
    EXEMPT,
    GOVERNMENT,
    INVOICE,
    OUTSIDE,
    SELF_BILLED,
    STANDARD,
    TRADE_REGISTER,
    Allowance,
    InvoiceDocument,
    Line,
    Party,
    VatLine,
    vat_specification,
)

DIGITS = {TRADE_REGISTER: 8, GOVERNMENT: 20}


def complete(document: InvoiceDocument) -> InvoiceDocument:
    """The same document, when law and standards allow it to be issued; else `Invalid` with every fault at once.

    Locations are JSON pointers into `to_json()`: `#/supplier/street`, `#/lines/0/amount`.
    """
    check(
        [
            *_of_party("supplier", document.supplier),
            *_of_party("customer", document.customer),
            *_of_references(document),
            *_of_payment(document),
            *(fault for line in document.lines for fault in _of_line(document.lines.index(line), line)),
            *_of_allowances("allowances", document.allowances),
            *_of_vat(document),
            *_of_totals(document),
        ]
    )
    return document


def _fault(location: str, code: str, found: object, expected: str) -> Fault:
    sentence = _("Found “%(found)s”; expected %(expected)s.") % {"found": found or "", "expected": expected}
    return Fault(f"#/{location}", code, sentence)


def _of_party(role: str, party: Party) -> Iterator[Fault]:
    """Names and addresses of both (art. 35a), and a legal number (BR-NL-1, 3, 4, 10)."""
    for name in ("name", "street", "city", "postcode"):
        if not getattr(party, name).strip():
            yield _fault(f"{role}/{name}", "required", "", _("a name and a full address"))
    digits = DIGITS.get(party.legal_scheme)
    if not digits or len(party.legal_id) != digits or not party.legal_id.isdecimal():
        yield _fault(f"{role}/legal_id", "legal_id", party.legal_id, _("a KvK number of 8 digits or an OIN of 20"))


def _of_references(document: InvoiceDocument) -> Iterator[Fault]:
    """Type (BR-NL-7), a reference of the buyer (BR-NL-2), what is credited, and the words of self-billing (35a k)."""
    if document.type_code not in {INVOICE, CREDIT_NOTE, SELF_BILLED}:
        yield _fault("type_code", "type_code", document.type_code, "380, 381, 389")
    if not (document.buyer_reference or document.order_reference):
        yield _fault("buyer_reference", "required", "", _("a reference of the buyer or of the order"))
    if document.type_code == CREDIT_NOTE and not document.preceding_invoice:
        yield _fault("preceding_invoice", "required", "", _("the number of the invoice that is corrected"))
    if document.type_code == SELF_BILLED and not document.self_billed_words:
        yield _fault("self_billed_words", "required", "", _("the words that the law prescribes for self-billing"))


def _of_payment(document: InvoiceDocument) -> Iterator[Fault]:
    """Who is to be paid has a bank account (BR-NL-11, BR-61); the term starts at issue."""
    to_pay = document.type_code != CREDIT_NOTE and document.gross > ZERO
    account = document.supplier.iban
    if (account or to_pay) and not iban.is_valid(account or ""):
        yield _fault("supplier/iban", "iban", account, _("a valid IBAN"))
    if document.due_on < document.issued_on:
        yield _fault("due_on", "too_early", document.due_on, _("a day on or after the day of issue"))


def _of_line(position: int, line: Line) -> Iterator[Fault]:
    """A description, and quantity times price less allowances (Peppol R120), each with a reason (BR-42, BR-44)."""
    if not line.description.strip():
        yield _fault(f"lines/{position}/description", "required", "", _("what was delivered"))
    if line.amount != line.due:
        yield _fault(f"lines/{position}/amount", "arithmetic", line.amount, str(line.due))
    yield from _of_allowances(f"lines/{position}/allowances", line.allowances)


def _of_allowances(where: str, allowances: tuple[Allowance, ...]) -> Iterator[Fault]:
    for position, each in enumerate(allowances):
        if each.amount <= ZERO:
            yield _fault(f"{where}/{position}/amount", "out_of_range", each.amount, _("more than € 0"))
        if not each.reason.strip():
            yield _fault(f"{where}/{position}/reason", "required", "", _("why it is taken off or put on"))


def _of_vat(document: InvoiceDocument) -> Iterator[Fault]:
    """The matrix of categories: S, E and O each ask something else of rate, reason and VAT id (BR-S, BR-E, BR-O)."""
    for position, row in enumerate(document.vat_lines):
        where = f"vat_lines/{position}"
        if row.category not in {STANDARD, EXEMPT, OUTSIDE}:
            yield _fault(f"{where}/category", "vat_category", row.category, "S, E, O")
        elif (row.category == STANDARD) is (row.percent == 0):
            yield _fault(f"{where}/percent", "vat_percent", row.percent, _("a rate for S, and 0 for E and O"))
        if row.category in {EXEMPT, OUTSIDE} and not row.exemption_reason:
            yield _fault(f"{where}/exemption_reason", "required", "", _("the reason why no VAT is charged"))
    categories = {row.category for row in document.vat_lines}
    if categories & {STANDARD, EXEMPT} and not document.supplier.vat_id:
        yield _fault("supplier/vat_id", "required", "", _("the VAT id of the supplier"))
    if OUTSIDE in categories and (len(categories) > 1 or document.supplier.vat_id or document.customer.vat_id):
        yield _fault("vat_lines", "outside_vat", ", ".join(sorted(categories)), _("only O, and no VAT ids"))


def _of_totals(document: InvoiceDocument) -> Iterator[Fault]:
    """Every sum to the cent (BR-CO-10, 13, 14, 15, 17)."""
    if not document.lines:
        yield _fault("lines", "required", "", _("one line or more"))
    reasons = {row.category: row.exemption_reason for row in document.vat_lines}
    expected = vat_specification(document.lines, reasons, document.allowances)
    if not _agree(document, sorted(document.vat_lines, key=_by_rate), sorted(expected, key=_by_rate)):
        yield _fault("vat_lines", "arithmetic", _said(document.vat_lines), _said(expected))
    sums = {
        "net": document.lines_total + sum((each.effect for each in document.allowances), ZERO),
        "vat": sum((row.tax for row in document.vat_lines), ZERO),
        "gross": document.net + document.vat,
    }
    for name, amount in sums.items():
        if getattr(document, name) != amount:
            yield _fault(name, "arithmetic", getattr(document, name), str(amount))


def _agree(document: InvoiceDocument, found: list[VatLine], expected: list[VatLine]) -> bool:
    """Equal to the cent; a credit note may differ one cent, so that notes on parts add up to the VAT of the invoice."""
    if document.type_code != CREDIT_NOTE:
        return found == expected
    pairs = list(zip(found, expected, strict=False))
    near = all(abs(one.tax - other.tax) <= CENT and replace(one, tax=other.tax) == other for one, other in pairs)
    return len(found) == len(expected) and near


def _by_rate(row: VatLine) -> tuple[str, object]:
    return row.category, row.percent


def _said(rows: tuple[VatLine, ...]) -> str:
    return "; ".join(f"{row.category} {row.percent}%: {row.taxable} + {row.tax}" for row in rows)
