"""The electronic invoice: a government's system reads it without a human, so every rule of the standards holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from portal.invoices.document import InvoiceDocument
from portal.invoices.nlcius import NAMES, RULES, broken
from portal.invoices.ubl import render_ubl
from portal.invoices.validation import findings
from tests.portal.invoices.papers import (
    BY_CUSTOMER,
    EXEMPT,
    MATRIX,
    MUNICIPALITY,
    SCHOOL,
    SCHOOL_WITHOUT_VAT_ID,
    credit_note,
    invoice,
    lesson,
    reduced,
    with_vat,
)

Validator = Callable[[bytes], set[str]]
# NLCIUS is not Peppol's own usage: it has its own name (R004) and knows the self-billed type 389 (P0100).
OTHER_USAGE = {"PEPPOL-EN16931-R004", "PEPPOL-EN16931-P0100"}
PAPERS = {
    **{f"VAT {case}": with_vat(case) for case in MATRIX},
    "ordinary invoice 380": invoice(type_code="380", self_billed_words=None),
    "self-billed invoice 389": invoice(),
    "credit note 381": credit_note(),
    "credit note without VAT id": credit_note(supplier=SCHOOL_WITHOUT_VAT_ID, **{
        name: getattr(with_vat("O"), name) for name in ("lines", "vat_lines", "net", "vat", "gross")
    }),
    "one line": invoice(lesson(1)),
    "60 lines": invoice(*(lesson(number) for number in range(1, 61))),
    "two rates and an exemption": invoice(
        lesson(1), lesson(2, vat_percent=Decimal("9.00")),
        lesson(3, vat_category="E", vat_percent=Decimal("0.00")), reasons={"E": EXEMPT},
    ),
    "an order instead of a reference": invoice(buyer_reference=None, order_reference="PO-2027-7"),
    "hours with a part": invoice(lesson(1, "61.25", "1.5", unit_code="HUR")),
    "less, more, and a charge on the whole": reduced(),
    "nothing to pay": invoice(lesson(1, "0.00")),
    "a name of markup": invoice(supplier=replace(SCHOOL, name="Fluit & Hobo <3 \"Zoon\"")),
    "a name of emoji": invoice(supplier=replace(SCHOOL, name="Muziek 🎵 voor elk kind 👩‍👧")),
    "a name from right to left": invoice(supplier=replace(SCHOOL, name="بيت الموسيقى · בית המוזיקה")),
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_it_follows_the_european_dutch_and_peppol_rules(
    paper: InvoiceDocument, en16931: Validator, peppol: Validator
) -> None:
    ubl = render_ubl(paper)
    assert findings(ubl) == [], "the XSD of UBL 2.1 and the newest rules of EN 16931"
    assert en16931(ubl) == set()
    assert broken(ubl) == []
    assert peppol(ubl) <= OTHER_USAGE


@pytest.mark.parametrize(
    ("paper", "rule"),
    [
        (with_vat("E", vat_lines=(replace(with_vat("E").vat_lines[0], exemption_reason=None),)), "BR-E-10"),
        (replace(with_vat("E"), supplier=SCHOOL_WITHOUT_VAT_ID), "BR-E-02"),
        (replace(with_vat("O"), supplier=SCHOOL), "BR-O-02"),
        (invoice(gross=Decimal("1.00")), "BR-CO-15"),
    ],
)
def test_the_validator_is_no_rubber_stamp(paper: InvoiceDocument, rule: str, en16931: Validator) -> None:
    assert rule in en16931(render_ubl(paper))


BREACHES = {
    "BR-NL-1": invoice(supplier=replace(SCHOOL, legal_scheme="0002")),
    "BR-NL-2": invoice(buyer_reference=None),
    "BR-NL-3": invoice(supplier=replace(SCHOOL, street="")),
    "BR-NL-4": invoice(customer=replace(MUNICIPALITY, postcode=" ")),
    "BR-NL-7": invoice(type_code="326"),
    "BR-NL-9": invoice(type_code="384"),
    "BR-NL-10": invoice(customer=replace(MUNICIPALITY, legal_id="")),
    "BR-NL-11": invoice(supplier=replace(SCHOOL, iban=None)),
    "NL-R-001": replace(credit_note(), preceding_invoice=None),
}
EXTRA = {
    "BR-NL-5": "<cac:TaxRepresentativeParty/>",
    "BR-NL-12": "<cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans>",
    "BR-NL-13": "<cac:OrderLineReference/>",
    "BR-NL-19": "<cbc:TaxCurrencyCode/>",
    "BR-NL-20": "<cbc:TaxPointDate/>",
    "BR-NL-21": "<cac:InvoicePeriod><cbc:DescriptionCode/></cac:InvoicePeriod>",
    "BR-NL-24": "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:IssueDate/></cac:InvoiceDocumentReference>"
    "</cac:BillingReference>",
    "BR-NL-27": "<cac:AddressLine/>",
    "BR-NL-28": "<cbc:CountrySubentity/>",
    "BR-NL-30": "<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:Name/></cac:PayeeFinancialAccount>"
    "</cac:PaymentMeans>",
    "BR-NL-31": "<cac:PaymentMeans><cac:PayeeFinancialAccount><cac:FinancialInstitutionBranch><cbc:ID>DEMONL2A</cbc:ID>"
    "</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>",
    "BR-NL-32": "<cac:AllowanceCharge><cbc:AllowanceChargeReasonCode/></cac:AllowanceCharge>",
    "BR-NL-34": "<cac:InvoiceLine><cac:AllowanceCharge><cbc:AllowanceChargeReasonCode/></cac:AllowanceCharge>"
    "</cac:InvoiceLine>",
    "BR-NL-35": "<cbc:TaxExemptionReasonCode/>",
    "PEPPOL-EN16931-R008": "<cbc:Note> </cbc:Note>",
}


@pytest.mark.parametrize("rule", RULES)
def test_our_own_check_of_each_dutch_rule_can_fail(rule: str) -> None:
    if rule in BREACHES:
        ubl = render_ubl(BREACHES[rule])
    else:
        ubl = _with(EXTRA[rule]) if rule in EXTRA else _without_endpoints_and_with_a_wrong_root()
    assert rule in broken(ubl)


def test_380_and_389_are_invoices_and_381_is_a_credit_note() -> None:
    kinds = {code: etree.QName(_read(invoice(type_code=code))).localname for code in ("380", "389", "381")}
    assert kinds == {"380": "Invoice", "389": "Invoice", "381": "CreditNote"}


def test_elements_stand_in_the_order_of_the_schema() -> None:
    order = [
        "CustomizationID", "ProfileID", "ID", "IssueDate", "DueDate", "InvoiceTypeCode", "CreditNoteTypeCode", "Note",
        "DocumentCurrencyCode", "BuyerReference", "OrderReference", "BillingReference", "AdditionalDocumentReference",
        "ProjectReference", "AccountingSupplierParty", "AccountingCustomerParty", "Delivery", "PaymentMeans",
        "AllowanceCharge", "TaxTotal", "LegalMonetaryTotal", "InvoiceLine", "CreditNoteLine",
    ]  # fmt: skip
    for paper in (invoice(lesson(1), lesson(2), order_reference="PO-1"), credit_note(order_reference="PO-1")):
        found = [order.index(etree.QName(each).localname) for each in _read(paper)]
        assert found == sorted(found)


def test_the_words_of_self_billing_and_what_it_is_about_are_in_it() -> None:
    root = _read(invoice(notes=("Tweede termijn",)))
    assert _text(root, "cbc:Note") == f"{BY_CUSTOMER}\nTweede termijn"
    assert _text(root, "cac:ProjectReference/cbc:ID") == "Kansen voor ieder kind 2026-2027"
    assert _text(root, "cac:AdditionalDocumentReference/cbc:ID") == "0b9c1f5e-6a52-4d3e-9b1f-2a7c5d8e9f10"
    assert _text(root, "cac:InvoiceLine/cac:InvoicePeriod/cbc:StartDate") == "2027-03-02"


def test_vat_is_counted_on_the_sum_and_not_per_line() -> None:
    three = invoice(*(lesson(number, "0.07", "1") for number in (1, 2, 3)))
    assert three.vat == Decimal("0.04")  # 21% of 0.21; per line it would be three times 0.01


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_ubl(invoice()) == render_ubl(invoice())


def test_texts_arrive_as_they_were_and_without_what_xml_forbids() -> None:
    name = 'A & B < C > "D" \U0001f3b5 \u05e9\u05dc\u05d5\u05dd'
    dirty = replace(SCHOOL, name=f"\x00{name}\x1b\ufffe\ud800")
    assert _text(_read(invoice(supplier=dirty)), ".//cac:PartyName/cbc:Name") == name


def _read(paper: InvoiceDocument) -> etree._Element:
    return etree.fromstring(render_ubl(paper))


def _text(root: etree._Element, path: str) -> str | None:
    return root.findtext(path, namespaces=NAMES)


def _with(extra: str) -> bytes:
    root = _read(invoice())
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())
    root.append(etree.fromstring(f"<x {spaces}>{extra}</x>")[0])
    return etree.tostring(root)


def _without_endpoints_and_with_a_wrong_root() -> bytes:
    bare = render_ubl(invoice(type_code="381")).replace(b"CreditNote", b"Invoice")
    root = etree.fromstring(bare)
    for endpoint in root.findall(".//cbc:EndpointID", NAMES):
        endpoint.getparent().remove(endpoint)
    return etree.tostring(root)
