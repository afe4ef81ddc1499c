"""What comes from outside is judged by the standards, apart from the house, and whatever breaks is the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.invoices.ubl import render_ubl
from portal.invoices.validation import LONGEST, findings, judged_apart
from tests.portal.invoices.papers import SCHOOL_WITHOUT_VAT_ID, credit_note, invoice, with_vat

GOOD = render_ubl(invoice(type_code="380", self_billed_words=None))
PEPPOL = GOOD.replace(b"urn:fdc:nen.nl:nlcius:v1.0", b"urn:fdc:peppol.eu:2017:poacc:billing:3.0")
REFERENCE = b"<cbc:BuyerReference>VM-ONDERWIJS-2026</cbc:BuyerReference>"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b"]><Invoice>&i;</Invoice>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><Invoice>&f;</Invoice>'


def rules(ubl: bytes) -> set[str]:
    """The ids of the rules that it breaks."""
    return {each.rule for each in findings(ubl)}


@pytest.mark.parametrize("ubl", [GOOD, PEPPOL, render_ubl(credit_note())], ids=["NLCIUS", "Peppol", "credit note"])
def test_each_usage_is_judged_by_its_own_rules(ubl: bytes) -> None:
    assert rules(ubl) == set()


@pytest.mark.parametrize(
    ("ubl", "rule"),
    [
        (GOOD.replace(b"<cbc:IssueDate>", b"<cbc:Issued>").replace(b"</cbc:IssueDate>", b"</cbc:Issued>"), "XSD"),
        (GOOD.replace(b"nlcius:v1.0</cbc:CustomizationID>", b"v9</cbc:CustomizationID>"), "CustomizationID"),
        (GOOD.replace(b"1197.90", b"1197.91"), "BR-CO-15"),
        (render_ubl(replace(with_vat("E"), supplier=SCHOOL_WITHOUT_VAT_ID)), "BR-E-02"),
        (render_ubl(invoice(buyer_reference=None)), "BR-NL-2"),
        (PEPPOL.replace(REFERENCE, b""), "PEPPOL-EN16931-R003"),
        (b"<html/>", "UBL"), (b"not xml", "XMLSyntaxError"), (b"", "XMLSyntaxError"),
        (OUTSIDE, "ValueError"), (b"<a>" + b"a" * LONGEST + b"</a>", "ValueError"),
    ],
    ids=["schema", "usage", "sums", "VAT id", "reference", "Peppol", "page", "text", "empty", "file", "size"],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_rule(ubl: bytes, rule: str) -> None:
    assert rule in rules(ubl)


def test_a_bomb_of_entities_is_refused() -> None:
    assert len(rules(BOMB)) == 1 and rules(BOMB) <= {"ValueError", "XMLSyntaxError"}


def test_what_the_standards_advise_against_only_warns() -> None:
    end = b"</cbc:ID></cac:PayeeFinancialAccount>"
    named = GOOD.replace(end, b"</cbc:ID><cbc:Name>Zij</cbc:Name></cac:PayeeFinancialAccount>")
    assert [(each.rule, each.warning) for each in findings(named)] == [("BR-NL-30", True)]


@pytest.mark.slow
def test_a_process_of_its_own_says_the_same(settings: Any) -> None:
    settings.INVOICES_JUDGED_APART = True
    assert judged_apart(GOOD) == []
    assert "BR-CO-15" in {each.rule for each in judged_apart(GOOD.replace(b"1197.90", b"1197.91"))}
    assert len(judged_apart(BOMB)) == 1
