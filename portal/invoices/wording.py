"""What stands on the printed invoice, in the language of the document: every text ready to set, no rule of layout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from stdnum import iban

from portal.invoices.document import (
    CREDIT_NOTE,
    EXEMPT,
    GOVERNMENT,
    OUTSIDE,
    Allowance,
    InvoiceDocument,
    Line,
    Party,
    VatLine,
)

HOUR = "HUR"
NO_BREAK = "\N{NO-BREAK SPACE}"


def printed(document: InvoiceDocument) -> dict[str, Any]:
    """Labels, sentences, amounts (€ 1.234,50) and dates (15 maart 2027) of the page, as JSON-ready texts."""
    with translation.override(document.language):
        self_billed = document.issued_by_customer
        issuer = document.customer if self_billed else document.supplier
        reader = document.supplier if self_billed else document.customer
        return {
            "language": document.language,
            "kind": _("Credit note") if document.type_code == CREDIT_NOTE else _("Invoice"),
            "number": document.number,
            "self_billed": document.self_billed_words or "",
            "issuer": _party(issuer),
            "reader": _party(reader),
            "reader_role": _("Supplier") if self_billed else _("Customer"),
            "facts": [[label, value] for label, value in _facts(document) if value],
            "columns": [_("Description"), _("Quantity"), _("Price"), _("VAT"), _("Amount")],
            "lines": [_line(line) for line in document.lines],
            "vat_title": _("VAT specification"),
            "vat_columns": [_("VAT rate"), _("Amount without VAT"), _("VAT")],
            "vat_lines": [_vat_line(row) for row in document.vat_lines],
            "totals": _totals(document),
            "payment_title": _("Payment"),
            "payment": _payment(document),
            "notes": list(document.notes),
            "page": _("Page {page} of {pages}"),
            "attached": _("The electronic invoice (UBL) is attached to this file: invoice.xml."),
            "replaced": _("A character that cannot be printed shows as □; the electronic invoice has the full text."),
        }


def euro(amount: Decimal) -> str:
    """€ 1.234,50 in Dutch, €1,234.50 in English, after the language that is active."""
    gap = NO_BREAK if translation.get_language() == "nl" else ""
    sign = "−" if amount < 0 else ""
    return f"€{gap}{sign}{number_format(abs(amount), 2, force_grouping=True)}"


def day(when: date) -> str:
    """15 maart 2027."""
    return date_format(when, "j F Y").replace(" ", NO_BREAK)


def _number(value: Decimal) -> str:
    """As many decimals as it has: 12 and 1,5."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number_format(value, places, force_grouping=True)


def _party(who: Party) -> dict[str, Any]:
    scheme = _("OIN") if who.legal_scheme == GOVERNMENT else _("KvK")
    numbers = [f"{scheme} {who.legal_id}", _("VAT id %s") % who.vat_id if who.vat_id else "", who.contact or ""]
    address = [who.street, f"{who.postcode}  {who.city}"]
    return {"name": who.name, "address": address, "numbers": [each for each in numbers if each]}


def _facts(document: InvoiceDocument) -> list[tuple[str, str]]:
    credits = document.type_code == CREDIT_NOTE
    return [
        (_("Credit note number") if credits else _("Invoice number"), document.number),
        (_("Invoice date"), day(document.issued_on)),
        (_("Due date"), "" if credits else day(document.due_on)),
        (_("Corrects invoice"), document.preceding_invoice or ""),
        (_("Customer"), document.customer.name if document.issued_by_customer else ""),
        (_("Reference"), document.buyer_reference or ""),
        (_("Order reference"), document.order_reference or ""),
        (_("Programme"), document.programme),
        (_("Claim"), document.claim_reference),
    ]


def _line(line: Line) -> dict[str, Any]:
    when = ""
    if line.period:
        when = _("Delivered from %(start)s to %(end)s") % {"start": day(line.period[0]), "end": day(line.period[1])}
    elif line.delivered_on:
        when = _("Delivered on %s") % day(line.delivered_on)
    quantity = _number(line.quantity)
    return {
        "description": line.description,
        "when": "; ".join(filter(None, [when, *map(_allowance, line.allowances)])),
        "cells": [
            _("%s hours") % quantity if line.unit_code == HOUR else quantity,
            euro(line.unit_price),
            _rate(line.vat_category, line.vat_percent),
            euro(line.amount),
        ],
    }


def _allowance(each: Allowance) -> str:
    said = {"reason": each.reason, "amount": euro(each.amount)}
    return _("%(amount)s more: %(reason)s") % said if each.charge else _("%(amount)s less: %(reason)s") % said


def _rate(category: str, percent: Decimal) -> str:
    if category == OUTSIDE:
        return _("no VAT")
    return _("VAT-exempt") if category == EXEMPT else f"{_number(percent)}%"


def _vat_line(row: VatLine) -> dict[str, Any]:
    cells = [_rate(row.category, row.percent), euro(row.taxable), euro(row.tax)]
    return {"cells": cells, "reason": row.exemption_reason or ""}


def _totals(document: InvoiceDocument) -> list[list[str]]:
    total = _("Total of this credit note") if document.type_code == CREDIT_NOTE else _("Total to be paid")
    on_the_whole = [[each.reason, euro(each.effect)] for each in document.allowances]
    return [
        *([[_("Total of the lines"), euro(document.lines_total)], *on_the_whole] if on_the_whole else []),
        [_("Total without VAT"), euro(document.net)],
        [_("VAT"), euro(document.vat)],
        [total, euro(document.gross)],
    ]


def _payment(document: InvoiceDocument) -> dict[str, Any]:
    """Who pays what and when, and to which account. A credit note is set off, so it has no account to pay to."""
    said = {
        "amount": euro(document.gross),
        "day": day(document.due_on),
        "invoice": document.preceding_invoice or "",
        "customer": document.customer.name,
    }
    if document.type_code == CREDIT_NOTE:
        return {"sentence": _("%(amount)s is taken off invoice %(invoice)s.") % said, "facts": []}
    if not document.gross:
        return {"sentence": _("Nothing has to be paid."), "facts": []}
    if document.issued_by_customer:
        sentence = _("%(customer)s pays %(amount)s by %(day)s at the latest.") % said
    else:
        sentence = _("Please pay %(amount)s by %(day)s at the latest.") % said
    return {"sentence": sentence, "facts": _account(document)}


def _account(document: InvoiceDocument) -> list[list[str]]:
    supplier = document.supplier
    return [
        [_("Bank account"), iban.format(supplier.iban or "").replace(" ", NO_BREAK)],
        [_("In the name of"), supplier.account_name or supplier.name],
        [_("Payment reference"), document.number],
    ]
