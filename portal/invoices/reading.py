"""What an electronic invoice of somebody else says, as our own `InvoiceDocument`; and the one inside a PDF."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree
from pypdf import PdfReader

from catalogue.money import ZERO, rounded
from portal.invoices.document import Allowance, InvoiceDocument, Line, Party, VatLine
from portal.invoices.nlcius import NAMES
from portal.invoices.validation import LONGEST, read

MOST_FILES = 20


def document_of(ubl: bytes) -> InvoiceDocument:
    """What a valid UBL says. `ValueError` (or one of its kind) for what is not: judge it by `validation` first."""
    root = read(ubl)
    kind = str(etree.QName(root).localname)
    code = _text(root, f"cbc:{kind}TypeCode") or ("381" if kind == "CreditNote" else "380")
    issued = date.fromisoformat(_text(root, "cbc:IssueDate"))
    due = _text(root, "cbc:DueDate") or _text(root, "cac:PaymentMeans/cbc:PaymentDueDate")
    supplier = _party(root, "cac:AccountingSupplierParty/cac:Party")
    object_ids = [
        _text(each, "cbc:ID")
        for each in root.findall("cac:AdditionalDocumentReference", NAMES)
        if _text(each, "cbc:DocumentTypeCode") == "130"
    ]
    iban = _text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID").replace(" ", "")
    totals = "cac:LegalMonetaryTotal/cbc:"
    net, gross = _amount(root, f"{totals}TaxExclusiveAmount"), _amount(root, f"{totals}TaxInclusiveAmount")
    return InvoiceDocument(
        number=_text(root, "cbc:ID"), type_code=code, issued_on=issued,
        due_on=date.fromisoformat(due) if due else issued,
        supplier=Party(**{**supplier, "iban": iban or None}),
        customer=Party(**_party(root, "cac:AccountingCustomerParty/cac:Party")),
        buyer_reference=_text(root, "cbc:BuyerReference") or None,
        order_reference=_text(root, "cac:OrderReference/cbc:ID") or None,
        preceding_invoice=_text(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") or None,
        lines=tuple(_line(number, each, kind) for number, each in enumerate(root.findall(f"cac:{kind}Line", NAMES), 1)),
        vat_lines=tuple(_vat(each) for each in root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)),
        net=net, vat=gross - net, gross=gross, self_billed_words=None, notes=(),
        programme=_text(root, "cac:ProjectReference/cbc:ID"), claim_reference=object_ids[0] if object_ids else "",
        allowances=tuple(_allowance(each) for each in root.findall("cac:AllowanceCharge", NAMES)),
    )  # fmt: skip


def inside(pdf: bytes) -> bytes | None:
    """The electronic invoice that a PDF carries (ZUGFeRD's and ours: an XML file with UBL in it); `None` without one.

    Whatever a file makes the library do is `None` too: then it is a picture of an invoice, and no more.
    """
    try:
        found = PdfReader(BytesIO(pdf)).attachments
        for name in [each for each in found if each.lower().endswith(".xml")][:MOST_FILES]:
            for content in found[name]:
                if len(content) <= LONGEST and b"specification:ubl:schema:xsd" in content:
                    return bytes(content)
    except Exception:  # the file is somebody's, and it is the file that is wrong
        return None
    return None


def _text(parent: Any, path: str) -> str:
    return (parent.findtext(path, namespaces=NAMES) or "").strip()


def _amount(parent: Any, path: str) -> Decimal:
    return rounded(Decimal(_text(parent, path) or "0"))


def _party(root: Any, path: str) -> dict[str, Any]:
    party = root.find(path, NAMES)
    if party is None:
        raise ValueError(f"no {path}")
    company = party.find("cac:PartyLegalEntity/cbc:CompanyID", NAMES)
    address = "cac:PostalAddress/cbc:"
    return {
        "name": _text(party, "cac:PartyLegalEntity/cbc:RegistrationName") or _text(party, "cac:PartyName/cbc:Name"),
        "legal_id": (company.text or "").strip() if company is not None else "",
        "legal_scheme": company.get("schemeID", "") if company is not None else "",
        "vat_id": _text(party, "cac:PartyTaxScheme/cbc:CompanyID") or None,
        "street": _text(party, f"{address}StreetName"), "city": _text(party, f"{address}CityName"),
        "postcode": _text(party, f"{address}PostalZone"),
    }  # fmt: skip


def _line(number: int, element: Any, kind: str) -> Line:
    quantity = element.find("cbc:CreditedQuantity" if kind == "CreditNote" else "cbc:InvoicedQuantity", NAMES)
    tax = "cac:Item/cac:ClassifiedTaxCategory/cbc:"
    return Line(
        number=number, description=_text(element, "cac:Item/cbc:Name"), quantity=Decimal(quantity.text.strip()),
        unit_code=quantity.get("unitCode", "C62"), unit_price=Decimal(_text(element, "cac:Price/cbc:PriceAmount")),
        amount=_amount(element, "cbc:LineExtensionAmount"), vat_category=_text(element, f"{tax}ID"),
        vat_percent=_amount(element, f"{tax}Percent"),
        allowances=tuple(_allowance(each) for each in element.findall("cac:AllowanceCharge", NAMES)),
    )  # fmt: skip


def _vat(element: Any) -> VatLine:
    return VatLine(
        category=_text(element, "cac:TaxCategory/cbc:ID"), percent=_amount(element, "cac:TaxCategory/cbc:Percent"),
        taxable=_amount(element, "cbc:TaxableAmount"), tax=_amount(element, "cbc:TaxAmount"),
        exemption_reason=_text(element, "cac:TaxCategory/cbc:TaxExemptionReason") or None,
    )  # fmt: skip


def _allowance(element: Any) -> Allowance:
    return Allowance(
        amount=_amount(element, "cbc:Amount"), reason=_text(element, "cbc:AllowanceChargeReason"),
        charge=_text(element, "cbc:ChargeIndicator") == "true", vat_category=_text(element, "cac:TaxCategory/cbc:ID"),
        vat_percent=_amount(element, "cac:TaxCategory/cbc:Percent") or ZERO,
    )  # fmt: skip
