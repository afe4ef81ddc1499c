"""An invoice is frozen as JSON when its number is drawn, and only when it is complete and adds up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Invalid
from portal.invoices.completeness import complete
from portal.invoices.document import InvoiceDocument
from tests.portal.invoices.papers import (
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

PERIOD = (date(2027, 1, 11), date(2027, 2, 19))


@pytest.mark.parametrize(
    "paper",
    [
        invoice(),
        credit_note(),
        reduced(),
        *(with_vat(case) for case in MATRIX),
        invoice(lesson(1, period=PERIOD), notes=("a", "é")),
    ],
)
def test_json_gives_the_same_document_back(paper: InvoiceDocument) -> None:
    assert InvoiceDocument.from_json(json.loads(json.dumps(paper.to_json()))) == paper


def test_json_keeps_every_decimal_as_it_was_written() -> None:
    content = invoice(lesson(1, "82.50", "12.0")).to_json()
    assert (content["lines"][0]["quantity"], content["gross"]) == ("12.0", "1197.90")


PRICES = st.decimals("0.01", "9999.99", places=2)
RATES = st.sampled_from(["21.00", "9.00"])


@given(st.lists(st.tuples(PRICES, st.integers(1, 99), RATES), min_size=1, max_size=12))
def test_any_invoice_adds_up_to_the_cent(rows: list[tuple[Decimal, int, str]]) -> None:
    lines = [
        lesson(number, str(price), str(quantity), vat_percent=Decimal(rate))
        for number, (price, quantity, rate) in enumerate(rows, start=1)
    ]
    paper = complete(invoice(*lines))
    assert sum(row.taxable for row in paper.vat_lines) == paper.net == sum(line.amount for line in lines)
    assert paper.gross == paper.net + sum(row.tax for row in paper.vat_lines)


@pytest.mark.parametrize("case", MATRIX)
def test_each_case_of_the_vat_matrix_can_be_issued(case: str) -> None:
    assert complete(with_vat(case)) == with_vat(case)


EXEMPT_ROW, OUTSIDE_ROW = with_vat("E").vat_lines[0], with_vat("O").vat_lines[0]
BETWEEN = [
    ("a supplier without street", {"supplier": replace(SCHOOL, street=" ")}, "#/supplier/street"),
    ("a customer without name", {"customer": replace(MUNICIPALITY, name="")}, "#/customer/name"),
    ("a KvK number of 7 digits", {"supplier": replace(SCHOOL, legal_id="0009102")}, "#/supplier/legal_id"),
    ("no reference at all", {"buyer_reference": ""}, "#/buyer_reference"),
    ("self-billed without the words", {"self_billed_words": None}, "#/self_billed_words"),
    ("a credit note for nothing", {"type_code": "381"}, "#/preceding_invoice"),
    ("a type that governments do not take", {"type_code": "326"}, "#/type_code"),
    ("a wrong IBAN", {"supplier": replace(SCHOOL, iban="NL00DEMO0117436666")}, "#/supplier/iban"),
    ("no IBAN while there is something to pay", {"supplier": replace(SCHOOL, iban=None)}, "#/supplier/iban"),
    ("due before it is issued", {"due_on": date(2027, 3, 14)}, "#/due_on"),
    ("no lines", {"lines": (), "vat_lines": (), "net": Decimal(0), "vat": Decimal(0), "gross": Decimal(0)}, "#/lines"),
    ("a line that is no product", {"lines": (lesson(1, amount=Decimal("990.01")),)}, "#/lines/0/amount"),
    ("a cent too much VAT", {"vat": Decimal("207.91"), "gross": Decimal("1197.91")}, "#/vat"),
    ("a total that is no sum", {"gross": Decimal("1197.91")}, "#/gross"),
    ("VAT without VAT id", {"supplier": SCHOOL_WITHOUT_VAT_ID}, "#/supplier/vat_id"),
    ("exempt, but why?", {"vat_lines": (replace(EXEMPT_ROW, exemption_reason=""),)}, "#/vat_lines/0/exemption_reason"),
    ("exempt with a rate", {"vat_lines": (replace(EXEMPT_ROW, percent=Decimal(9)),)}, "#/vat_lines/0/percent"),
    ("no VAT, but a VAT id", {"vat_lines": (OUTSIDE_ROW,)}, "#/vat_lines"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "where"), [each[1:] for each in BETWEEN], ids=[each[0] for each in BETWEEN])
def test_what_is_not_complete_is_refused_with_the_place(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        complete(invoice(**changes))
    assert where in {fault.location for fault in refused.value.faults}


def test_all_faults_are_told_at_once_with_what_was_found_and_expected() -> None:
    with pytest.raises(Invalid) as refused:
        complete(invoice(lesson(1), reasons={"E": EXEMPT}, buyer_reference=None, gross=Decimal("1.00")))
    assert [fault.location for fault in refused.value.faults] == ["#/buyer_reference", "#/gross"]
    assert "1.00" in refused.value.faults[1].detail
    assert "1197.90" in refused.value.faults[1].detail
