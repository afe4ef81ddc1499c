"""DOMAIN § 3.3 and § 3.4: which VAT an invoice may carry, and what the law wants it to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Invalid
from catalogue.journal.outbox import drain
from catalogue.organisations.models import Provider
from portal.invoices.completeness import complete
from portal.invoices.credit_notes import frozen
from portal.invoices.document import InvoiceDocument
from portal.invoices.models import Invoice
from portal.invoices.queries import document_of
from portal.invoices.terms import issue_by, issued_late
from portal.invoices.ubl import render_ubl
from portal.invoices.validation import PEPPOL, findings
from portal.invoices.wording import printed
from tests import cast
from tests.cast import Town
from tests.portal.invoices.papers import BY_CUSTOMER, EXEMPT, SCHOOL, SCHOOL_WITHOUT_VAT_ID, invoice, lesson, with_vat


def _without_reason(paper: InvoiceDocument) -> InvoiceDocument:
    return replace(paper, vat_lines=tuple(replace(row, exemption_reason=None) for row in paper.vat_lines))


E = with_vat("E")
OUTCOMES = [
    ("E with a VAT id and the exemption in words", E, None),
    ("E without a VAT id", replace(E, supplier=SCHOOL_WITHOUT_VAT_ID), "BR-E-02"),
    ("E without a reason", _without_reason(E), "BR-E-10"),
    ("O without a VAT id", with_vat("O"), None),
    ("O with a VAT id", replace(with_vat("O"), supplier=SCHOOL), "BR-O-02"),
    ("E on a self-billed invoice (389)", replace(E, type_code="389", self_billed_words=BY_CUSTOMER), None),
    ("no reference of the buyer or of an order", replace(E, buyer_reference=None), "BR-NL-2"),
]


@pytest.mark.parametrize(("paper", "rule"), [each[1:] for each in OUTCOMES], ids=[each[0] for each in OUTCOMES])
def test_the_matrix_holds_at_the_validator_and_before_a_number_is_drawn(paper: InvoiceDocument, rule: str | None):
    found = {each.rule for each in findings(render_ubl(paper)) if not each.warning}
    if rule is None:
        assert found == set() and complete(paper) == paper
        return
    assert rule in found
    with pytest.raises(Invalid):
        complete(paper)


def test_a_code_for_the_exemption_only_warns():
    reason = f"<cbc:TaxExemptionReason>{EXEMPT}".encode()
    coded = b"<cbc:TaxExemptionReasonCode>VATEX-EU-132-1I</cbc:TaxExemptionReasonCode>" + reason
    found = findings(render_ubl(E).replace(reason, coded))
    assert [(each.rule, each.warning) for each in found] == [("BR-NL-35", True)]


def test_each_usage_has_its_own_validator():
    """A Peppol invoice is not judged as NLCIUS: its name alone would make it invalid there."""
    usual = replace(E, type_code="380", self_billed_words=None)
    nlcius = b"urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
    assert findings(render_ubl(usual).replace(nlcius, PEPPOL.encode())) == []
    assert [each.rule for each in findings(render_ubl(usual).replace(nlcius, b"urn:other"))] == ["CustomizationID"]


@pytest.mark.parametrize(
    ("status", "vat_id", "category"), [("standard", "NL001234560B01", "S"), ("exempt", "NL001234560B01", "E"),
                                       ("none", "", "O")],
)  # fmt: skip
def test_the_status_of_the_provider_decides_and_the_law_finds_its_words(
    town: Town, status: str, vat_id: str, category: str
):
    """Art. 35a: day, number, both names and addresses, what, when, price, rate, VAT; and (k) and (l) in words."""
    Provider.objects.filter(pk=town.library.pk).update(vat_status=status, vat_id=vat_id)
    cast.approved(town)
    drain()
    row = Invoice.objects.get()
    said = frozen(row)
    page = printed(said)
    assert [each.category for each in said.vat_lines] == [category]
    assert said.self_billed_words == page["self_billed"] == "factuur uitgereikt door afnemer"
    assert (said.vat_lines[0].exemption_reason is None) is (category == "S")
    assert said.supplier.vat_id == (vat_id or None) and said.number and said.issued_on == timezone.localdate()
    for party in (said.supplier, said.customer):
        assert party.name and party.street and party.postcode and party.city
    for line in said.lines:
        assert line.description and line.quantity and line.unit_price and line.delivered_on
    ubl = bytes(document_of(row, "ubl").content)
    assert findings(ubl) == [] and b"factuur uitgereikt door afnemer" in ubl


def test_an_invoice_is_issued_by_the_fifteenth_of_the_next_month(town: Town):
    assert issue_by(date(2026, 11, 3)) == date(2026, 12, 15)
    assert issue_by(date(2026, 12, 31)) == date(2027, 1, 15)
    line = lesson(1, delivered_on=date(2027, 1, 20))
    assert issued_late(invoice(line, issued_on=date(2027, 2, 15))) is None
    late = invoice(line, issued_on=date(2027, 2, 16), due_on=date(2027, 3, 18))
    assert issued_late(late) == date(2027, 2, 15)
    assert issued_late(replace(late, preceding_invoice="2027-1")) is None


def test_two_ways_to_be_due(town: Town):
    """An invoice within thirty days (BW 6:119b); a claim is decided on its own term before it."""
    claim = cast.approved(town)
    drain()
    row = Invoice.objects.get(claim=claim)
    assert (row.due_on - row.issued_on).days == 30
    assert row.gross_amount == row.net_amount + row.vat_amount == Decimal("250.00")
