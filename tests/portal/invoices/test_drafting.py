"""From an approved claim to papers that follow every rule, for each kind of VAT."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from catalogue.errors import Invalid
from portal.invoices.drafting import draft
from portal.invoices.nlcius import broken
from portal.invoices.pdf import render_pdf
from portal.invoices.ubl import render_ubl
from tests.cast import Town, approved, claim

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("status", "vat_id", "category", "vat"),
    [
        ("standard", "NL001234560B01", "S", "52.50"),
        ("exempt", "NL001234560B01", "E", "0.00"),
        ("none", "", "O", "0.00"),
    ],
)
def test_an_approved_claim_becomes_papers_that_follow_every_rule(
    town: Town, en16931: Callable[[bytes], set[str]], status: str, vat_id: str, category: str, vat: str
) -> None:
    decided = approved(town)
    decided.provider.vat_status, decided.provider.vat_id = status, vat_id
    document = draft(decided, invoice_number="GM9801-98000001-2026-00001", issued_on=DAY)
    assert [(row.category, row.tax) for row in document.vat_lines] == [(category, Decimal(vat))]
    assert document.net == Decimal("250.00")
    ubl = render_ubl(document)
    assert en16931(ubl) == set()
    assert broken(ubl) == []
    assert render_pdf(document, ubl).startswith(b"%PDF-")


def test_a_provider_without_address_gets_no_number_but_a_sentence(town: Town) -> None:
    made = claim(town)
    made.provider.street = ""
    with pytest.raises(Invalid) as refused:
        draft(made, invoice_number="GM9801-98000001-2026-00001", issued_on=DAY)
    assert [fault.location for fault in refused.value.faults] == ["#/supplier/street"]
