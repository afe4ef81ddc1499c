"""An invoice as UBL 2.1 by the Dutch rules (NLCIUS, SI-UBL 2.0): 380 and 389 as Invoice, 381 as CreditNote."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

from portal.invoices.document import InvoiceDocument, Line, Party, VatLine

NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:"
_CBC = f"{_ROOT}CommonBasicComponents-2"
_CAC = f"{_ROOT}CommonAggregateComponents-2"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_ubl(document: InvoiceDocument) -> bytes:
    """The document as UTF-8 XML; the same document always gives the same bytes."""
    credit = document.type_code == "381"
    name = "CreditNote" if credit else "Invoice"
    root = ET.Element(f"{{{_ROOT}{name}-2}}{name}")
    _head(root, document, credit=credit)
    _party(_group(root, "AccountingSupplierParty"), document.supplier)
    _party(_group(root, "AccountingCustomerParty"), document.customer)
    _means(root, document)
    _tax(root, document)
    _totals(root, document)
    for line in document.lines:
        _line(root, line, credit=credit)
    ET.register_namespace("", f"{_ROOT}{name}-2")
    ET.register_namespace("cbc", _CBC)
    ET.register_namespace("cac", _CAC)
    xml: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


def _text(parent: ET.Element, name: str, value: str | None, **attributes: str) -> None:
    """A basic element; an empty one is left out, as the rules ask."""
    if value:
        ET.SubElement(parent, f"{{{_CBC}}}{name}", attributes).text = _FORBIDDEN.sub("", value)


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_CAC}}}{name}")


def _amount(parent: ET.Element, name: str, value: Decimal) -> None:
    _text(parent, name, f"{value:.2f}", currencyID="EUR")


def _head(root: ET.Element, document: InvoiceDocument, *, credit: bool) -> None:
    _text(root, "CustomizationID", NLCIUS)
    _text(root, "ID", document.number)
    _text(root, "IssueDate", document.issued_on.isoformat())
    if not credit:
        _text(root, "DueDate", document.due_on.isoformat())
    _text(root, "CreditNoteTypeCode" if credit else "InvoiceTypeCode", document.type_code)
    words = [document.self_billed_words if document.type_code == "389" else None, *document.notes]
    _text(root, "Note", ". ".join(word for word in words if word))
    _text(root, "DocumentCurrencyCode", "EUR")
    _text(root, "BuyerReference", document.buyer_reference)
    if document.order_reference:
        _text(_group(root, "OrderReference"), "ID", document.order_reference)
    if document.preceding_invoice:
        reference = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _text(reference, "ID", document.preceding_invoice)


def _party(parent: ET.Element, party: Party) -> None:
    group = _group(parent, "Party")
    _text(group, "EndpointID", party.legal_id, schemeID=party.legal_scheme)
    _text(_group(group, "PartyName"), "Name", party.name)
    address = _group(group, "PostalAddress")
    _text(address, "StreetName", party.street)
    _text(address, "CityName", party.city)
    _text(address, "PostalZone", party.postcode)
    _text(_group(address, "Country"), "IdentificationCode", party.country)
    if party.vat_id:
        scheme = _group(group, "PartyTaxScheme")
        _text(scheme, "CompanyID", party.vat_id)
        _text(_group(scheme, "TaxScheme"), "ID", "VAT")
    legal = _group(group, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    _text(legal, "CompanyID", party.legal_id, schemeID=party.legal_scheme)
    if party.contact:
        _text(_group(group, "Contact"), "ElectronicMail", party.contact)


def _means(root: ET.Element, document: InvoiceDocument) -> None:
    if document.supplier.iban:
        means = _group(root, "PaymentMeans")
        _text(means, "PaymentMeansCode", "30")
        _text(means, "PaymentID", document.number)
        _text(_group(means, "PayeeFinancialAccount"), "ID", document.supplier.iban)


def _category(parent: ET.Element, name: str, category: str, percent: Decimal, reason: str | None = None) -> None:
    group = _group(parent, name)
    _text(group, "ID", category)
    if category != "O":
        _text(group, "Percent", f"{percent:.2f}")
    _text(group, "TaxExemptionReason", reason)
    _text(_group(group, "TaxScheme"), "ID", "VAT")


def _tax(root: ET.Element, document: InvoiceDocument) -> None:
    total = _group(root, "TaxTotal")
    _amount(total, "TaxAmount", document.vat)
    for each in document.vat_lines:
        _subtotal(total, each)


def _subtotal(total: ET.Element, each: VatLine) -> None:
    subtotal = _group(total, "TaxSubtotal")
    _amount(subtotal, "TaxableAmount", each.taxable)
    _amount(subtotal, "TaxAmount", each.tax)
    _category(subtotal, "TaxCategory", each.category, each.percent, each.exemption_reason)


def _totals(root: ET.Element, document: InvoiceDocument) -> None:
    total = _group(root, "LegalMonetaryTotal")
    _amount(total, "LineExtensionAmount", document.net)
    _amount(total, "TaxExclusiveAmount", document.net)
    _amount(total, "TaxInclusiveAmount", document.gross)
    _amount(total, "PayableAmount", document.gross)


def _line(root: ET.Element, line: Line, *, credit: bool) -> None:
    group = _group(root, "CreditNoteLine" if credit else "InvoiceLine")
    _text(group, "ID", str(line.number))
    quantity = "CreditedQuantity" if credit else "InvoicedQuantity"
    _text(group, quantity, f"{line.quantity.normalize():f}", unitCode=line.unit_code)
    _amount(group, "LineExtensionAmount", line.amount)
    if line.delivered_on:
        period = _group(group, "InvoicePeriod")
        _text(period, "StartDate", line.delivered_on.isoformat())
        _text(period, "EndDate", line.delivered_on.isoformat())
    item = _group(group, "Item")
    _text(item, "Name", line.description)
    _category(item, "ClassifiedTaxCategory", line.vat_category, line.vat_percent)
    _amount(_group(group, "Price"), "PriceAmount", line.unit_price)
