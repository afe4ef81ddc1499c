"""An invoice as UBL 2.1 in the Dutch usage NLCIUS (SI-UBL 2.0), which systems of governments read without retyping.

Elements stand in the order of the UBL schema. What NLCIUS advises against is not written: account name, BIC, codes
for exemption reasons, date of the preceding invoice (BR-NL-19 … 35). Sources: EN 16931-1, NLCIUS 1.0.3.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from stdnum import iban

from catalogue.money import ZERO
from portal.invoices.document import CREDIT_NOTE, OUTSIDE, Allowance, InvoiceDocument, Line, Party, VatLine

NLCIUS: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
BILLING: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SEPA_CREDIT_TRANSFER: Final = "58"
INVOICED_OBJECT, PROJECT = "130", "50"  # UNTDID 1001: what a document reference points at
_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMESPACES: Final = {
    "xmlns:cac": f"{_UBL}CommonAggregateComponents-2",
    "xmlns:cbc": f"{_UBL}CommonBasicComponents-2",
}
_FORBIDDEN: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_ubl(document: InvoiceDocument) -> bytes:
    """The UBL of a complete document (`completeness.complete`): UTF-8, the same bytes for the same document.

    380 and 389 become an Invoice, 381 a CreditNote (BR-NL-8). Characters that XML forbids are left out of texts.
    """
    kind = "CreditNote" if document.type_code == CREDIT_NOTE else "Invoice"
    root = Element(kind, {"xmlns": f"{_UBL}{kind}-2", **_NAMESPACES})
    _head(root, kind, document)
    _references(root, kind, document)
    _party(_group(root, "AccountingSupplierParty"), document.supplier)
    _party(_group(root, "AccountingCustomerParty"), document.customer)
    if document.delivered_on:
        _text(_group(root, "Delivery"), "ActualDeliveryDate", document.delivered_on)
    _payment(root, kind, document)
    for each in document.allowances:
        _allowance(root, each)
    _totals(root, document)
    for line in document.lines:
        _line(root, kind, line)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _group(parent: Element, name: str) -> Element:
    return SubElement(parent, f"cac:{name}")


def _text(parent: Element, name: str, value: str | date | None, **attributes: str) -> None:
    """An element with text; none at all for an empty text, as empty elements are forbidden (Peppol R008)."""
    text = value.isoformat() if isinstance(value, date) else _clean(value or "")
    if text:
        SubElement(parent, f"cbc:{name}", attributes).text = text


def _amount(parent: Element, name: str, euros: Decimal) -> None:
    _text(parent, name, f"{euros:.2f}", currencyID="EUR")


def _head(root: Element, kind: str, document: InvoiceDocument) -> None:
    _text(root, "CustomizationID", NLCIUS)
    _text(root, "ProfileID", BILLING)
    _text(root, "ID", document.number)
    _text(root, "IssueDate", document.issued_on)
    if kind == "Invoice":
        _text(root, "DueDate", document.due_on)
    _text(root, f"{kind}TypeCode", document.type_code)
    _text(root, "Note", "\n".join(each for each in (document.self_billed_words, *document.notes) if each))
    _text(root, "DocumentCurrencyCode", "EUR")
    _text(root, "BuyerReference", document.buyer_reference)


def _references(root: Element, kind: str, document: InvoiceDocument) -> None:
    if document.order_reference:
        _text(_group(root, "OrderReference"), "ID", document.order_reference)
    if document.preceding_invoice:
        preceding = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _text(preceding, "ID", document.preceding_invoice)
    if document.claim_reference:
        _document(root, document.claim_reference, INVOICED_OBJECT)
    if document.programme and kind == "CreditNote":  # a UBL credit note has no ProjectReference
        _document(root, document.programme, PROJECT)
    elif document.programme:
        _text(_group(root, "ProjectReference"), "ID", document.programme)


def _document(root: Element, identifier: str, code: str) -> None:
    reference = _group(root, "AdditionalDocumentReference")
    _text(reference, "ID", identifier)
    _text(reference, "DocumentTypeCode", code)


def _party(parent: Element, who: Party) -> None:
    party = _group(parent, "Party")
    _text(party, "EndpointID", who.legal_id, schemeID=who.legal_scheme)
    _text(_group(party, "PartyName"), "Name", who.name)
    address = _group(party, "PostalAddress")
    _text(address, "StreetName", who.street)
    _text(address, "CityName", who.city)
    _text(address, "PostalZone", who.postcode)
    _text(_group(address, "Country"), "IdentificationCode", who.country)
    if who.vat_id:
        scheme = _group(party, "PartyTaxScheme")
        _text(scheme, "CompanyID", who.vat_id)
        _text(_group(scheme, "TaxScheme"), "ID", "VAT")
    entity = _group(party, "PartyLegalEntity")
    _text(entity, "RegistrationName", who.name)
    _text(entity, "CompanyID", who.legal_id, schemeID=who.legal_scheme)
    if who.contact:
        _text(_group(party, "Contact"), "ElectronicMail", who.contact)


def _payment(root: Element, kind: str, document: InvoiceDocument) -> None:
    if not document.supplier.iban:
        return
    means = _group(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", SEPA_CREDIT_TRANSFER)
    if kind == "CreditNote":
        _text(means, "PaymentDueDate", document.due_on)
    _text(means, "PaymentID", document.number)
    _text(_group(means, "PayeeFinancialAccount"), "ID", iban.compact(document.supplier.iban))


def _totals(root: Element, document: InvoiceDocument) -> None:
    tax = _group(root, "TaxTotal")
    _amount(tax, "TaxAmount", document.vat)
    for row in document.vat_lines:
        _subtotal(tax, row)
    totals = _group(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", document.lines_total)
    _amount(totals, "TaxExclusiveAmount", document.net)
    _amount(totals, "TaxInclusiveAmount", document.gross)
    for name, charge in (("AllowanceTotalAmount", False), ("ChargeTotalAmount", True)):
        if found := [each.amount for each in document.allowances if each.charge is charge]:
            _amount(totals, name, sum(found, ZERO))
    _amount(totals, "PayableAmount", document.gross)


def _subtotal(tax: Element, row: VatLine) -> None:
    subtotal = _group(tax, "TaxSubtotal")
    _amount(subtotal, "TaxableAmount", row.taxable)
    _amount(subtotal, "TaxAmount", row.tax)
    _category(_group(subtotal, "TaxCategory"), row.category, row.percent, row.exemption_reason)


def _category(parent: Element, category: str, percent: Decimal, reason: str | None = None) -> None:
    """Outside the scope of VAT there is no rate to state, not even 0 (BR-O-05)."""
    _text(parent, "ID", category)
    if category != OUTSIDE:
        _text(parent, "Percent", f"{percent:.2f}")
    _text(parent, "TaxExemptionReason", reason)
    _text(_group(parent, "TaxScheme"), "ID", "VAT")


def _allowance(parent: Element, each: Allowance) -> None:
    """Taken off or put on, with its reason in words: NLCIUS advises against codes (BR-NL-32, 34)."""
    element = _group(parent, "AllowanceCharge")
    _text(element, "ChargeIndicator", "true" if each.charge else "false")
    _text(element, "AllowanceChargeReason", each.reason)
    _amount(element, "Amount", each.amount)
    if each.vat_category:
        _category(_group(element, "TaxCategory"), each.vat_category, each.vat_percent)


def _line(root: Element, kind: str, line: Line) -> None:
    element = _group(root, f"{kind}Line")
    _text(element, "ID", str(line.number))
    quantity = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    _text(element, quantity, f"{line.quantity:f}", unitCode=line.unit_code)
    _amount(element, "LineExtensionAmount", line.amount)
    period = line.period or (line.delivered_on and (line.delivered_on, line.delivered_on))
    if period:
        between = _group(element, "InvoicePeriod")
        _text(between, "StartDate", period[0])
        _text(between, "EndDate", period[1])
    for each in line.allowances:
        _allowance(element, each)
    item = _group(element, "Item")
    _text(item, "Name", line.description)
    _category(_group(item, "ClassifiedTaxCategory"), line.vat_category, line.vat_percent)
    _amount(_group(element, "Price"), "PriceAmount", line.unit_price)
