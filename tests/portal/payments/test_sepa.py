"""The file for the bank: valid, exact to the cent, and refused here when the bank would refuse it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sepaxml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sepaxml.validation import ValidationError, try_valid_xml

from catalogue.errors import Invalid
from portal.payments import sepa
from portal.payments.sepa import SCHEMA, BatchDocument, render_pain001, sha1_of, usable
from tests.portal.payments.transfers import batch, payment

NAMES = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
XSD = etree.XMLSchema(etree.parse(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))
ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


def _made(document: BatchDocument) -> etree._Element:
    root = etree.fromstring(render_pain001(document))
    XSD.assertValid(root)
    return root


def _all(root: etree._Element, path: str) -> list[str]:
    steps = "/".join(f"p:{step}" for step in path.split("/"))
    return [each.text or "" for each in root.findall(f".//{steps}", NAMES)]


@pytest.mark.parametrize("number", [1, 1000])
def test_it_follows_the_schema_and_the_sums_are_exact(number: int) -> None:
    payments = [payment(each, amount=Decimal("0.10") * each) for each in range(1, number + 1)]
    root = _made(batch(*payments))
    total = sum(each.amount for each in payments)
    assert _all(root, "GrpHdr/CtrlSum") == _all(root, "PmtInf/CtrlSum") == [str(total)]
    assert _all(root, "GrpHdr/NbOfTxs") == _all(root, "PmtInf/NbOfTxs") == [str(number)]
    assert [Decimal(each) for each in _all(root, "InstdAmt")] == [each.amount for each in payments]
    assert _all(root, "EndToEndId") == [each.end_to_end_id for each in payments]


def test_the_checker_of_another_library_agrees() -> None:
    file = render_pain001(batch(*[payment(each) for each in range(1, 101)]))
    try_valid_xml(file, SCHEMA)
    with pytest.raises(ValidationError):
        try_valid_xml(file.replace(b"<Cd>SEPA</Cd>", b"<Cd></Cd>"), SCHEMA)


def test_what_the_schema_refuses_goes_to_no_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name longer than the schema allows: nothing that our own rules look at."""
    monkeypatch.setattr(sepa, "LONGEST_NAME", 200)
    with pytest.raises(Invalid) as invalid:
        render_pain001(batch(replace(payment(1), creditor_name="Stichting " * 15)))
    assert invalid.value.faults[0].code == "not_pain001"


def test_it_says_who_pays_whom_on_which_day() -> None:
    root = _made(batch())
    assert _all(root, "Dbtr/Nm") == ["Gemeente Veldermeer"]
    assert _all(root, "DbtrAcct/Id/IBAN") == ["NL83DEMO0419752102"]
    assert _all(root, "DbtrAgt/FinInstnId/BICFI") == ["DEMONL2A"]
    assert _all(root, "ReqdExctnDt/Dt") == ["2027-04-14"]
    assert _all(root, "Cdtr/Nm") == ["Stichting De Klankkamer"]
    assert _all(root, "CdtrAcct/Id/IBAN") == ["NL29DEMO0117436666"]
    assert _all(root, "RmtInf/Ustrd") == ["GM9042-00009102-2027-00001"]
    assert _all(root, "SvcLvl/Cd") == ["SEPA"]
    assert {each.get("Ccy") for each in root.iter("{*}InstdAmt")} == {"EUR"}


def test_the_batch_comes_back_by_its_own_name() -> None:
    root = _made(batch())
    assert _all(root, "GrpHdr/MsgId") == _all(root, "PmtInf/PmtInfId") == ["0b9c1f5e6a524d3e9b1f2a7c5d8e9f"]
    assert _all(root, "GrpHdr/CreDtTm") == ["2027-04-12T09:30:15+00:00"]


def test_a_bank_without_bic_is_said_to_be_not_provided() -> None:
    root = _made(batch(debtor_bic=""))
    assert _all(root, "DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]


def test_the_same_batch_gives_the_same_file_and_digest() -> None:
    first, second = render_pain001(batch()), render_pain001(batch())
    assert first == second
    assert sha1_of(first) == hashlib.sha1(first).hexdigest()
    assert len(sha1_of(first)) == 40


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Café ’t Hóékje", "Cafe 't Hoekje"),
        ("Bos & Zn. <BV>", "Bos + Zn. BV"),
        ("//Kunst//Werk/", "Kunst/Werk"),
        ("a / / b", "a / b"),
        ("Straße_7 @huis", "Strasse 7 huis"),
        ("  twee\t\nregels ", "twee regels"),
        ("Школа", "Shkola"),
        ("🎵", ""),
    ],
)
def test_names_are_sent_in_the_characters_that_banks_take(written: str, sent: str) -> None:
    assert usable(written) == sent


@given(st.text(max_size=80))
def test_no_text_leaves_the_reference_set(text: str) -> None:
    sent = usable(text)
    assert set(sent) <= ALLOWED
    assert not sent.startswith("/")
    assert not sent.endswith("/")
    assert "//" not in sent


def test_long_names_are_cut_and_nothing_else() -> None:
    long = payment(creditor_name="Vereniging " * 10, remittance="x" * 200)
    root = _made(batch(long))
    assert len(_all(root, "Cdtr/Nm")[0]) <= 70
    assert _all(root, "RmtInf/Ustrd") == ["x" * 140]


WRONG = [
    ({"iban": "NL00DEMO0117436666"}, "#/payments/0/creditor_iban"),
    ({"creditor_name": "🎵"}, "#/payments/0/creditor_name"),
    ({"amount": Decimal("0.00")}, "#/payments/0/amount"),
    ({"amount": Decimal("-1.00")}, "#/payments/0/amount"),
    ({"amount": Decimal("0.001")}, "#/payments/0/amount"),
    ({"amount": Decimal("1000000000.00")}, "#/payments/0/amount"),
    ({"end_to_end_id": "factuur_1"}, "#/payments/0/end_to_end_id"),
    ({"end_to_end_id": "1//2"}, "#/payments/0/end_to_end_id"),
    ({"end_to_end_id": "x" * 36}, "#/payments/0/end_to_end_id"),
    ({"end_to_end_id": ""}, "#/payments/0/end_to_end_id"),
]


@pytest.mark.parametrize(("changes", "where"), WRONG)
def test_a_payment_that_a_bank_would_refuse_is_refused(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        render_pain001(batch(payment(**changes)))
    assert [fault.location for fault in refused.value.faults] == [where]


def test_a_batch_that_a_bank_would_refuse_is_refused_with_every_fault() -> None:
    twice = batch(payment(1), payment(1), debtor_iban="NL01", debtor_bic="DEMO", message_id="é")
    with pytest.raises(Invalid) as refused:
        render_pain001(twice)
    found = {fault.location: fault.code for fault in refused.value.faults}
    assert found == {
        "#/debtor_iban": "iban",
        "#/debtor_bic": "bic",
        "#/message_id": "identifier",
        "#/payments/1/end_to_end_id": "double",
    }
    assert "NL01" in str(refused.value)


def test_an_empty_batch_is_refused() -> None:
    with pytest.raises(Invalid):
        render_pain001(replace(batch(), payments=()))
