"""The statement of the bank: which of our payments were booked, and which came back and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.errors import Invalid
from portal.payments.camt import StatementEntry, read_camt053

ONE, TWO = "GM9042-00009102-2027-00001", "GM9042-00009102-2027-00002"


def _statement(version: str, *entries: str) -> bytes:
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    head = "<GrpHdr><MsgId>1</MsgId><CreDtTm>2027-04-15T06:00:00</CreDtTm></GrpHdr>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}"><BkToCstmrStmt>{head}'
        f"<Stmt><Id>S1</Id>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry_02(sign: str, amount: str, details: str, status: str = "BOOK", more: str = "") -> str:
    """As in version 02: status as text, amount of a transfer under AmtDtls."""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}<Sts>{status}</Sts>'
        f"<BookgDt><Dt>2027-04-14</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _transfer_02(identifier: str, amount: str, more: str = "") -> str:
    return (
        f"<TxDtls><Refs><EndToEndId>{identifier}</EndToEndId></Refs>"
        f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>{more}</TxDtls>'
    )


def _entry_08(sign: str, amount: str, details: str, status: str = "BOOK", currency: str = "EUR") -> str:
    """As in version 08: status as code, date and time, each transfer with its own amount and sign."""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>'
        f"<BookgDt><DtTm>2027-04-14T23:59:00+02:00</DtTm></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _transfer_08(identifier: str, amount: str, sign: str = "DBIT", more: str = "") -> str:
    return (
        f'<TxDtls><Refs><EndToEndId>{identifier}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{sign}</CdtDbtInd>{more}</TxDtls>"
    )


CLOSED = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Rekening opgeheven</AddtlInf></RtrInf>"
BOOKED = [
    StatementEntry(ONE, Decimal("1197.90"), "booked", date(2027, 4, 14)),
    StatementEntry(TWO, Decimal("82.50"), "booked", date(2027, 4, 14)),
]
CAME_BACK = StatementEntry(TWO, Decimal("82.50"), "returned", date(2027, 4, 14), "AC04", "Rekening opgeheven")


def test_version_02_tells_what_was_booked_and_what_came_back() -> None:
    paid = _transfer_02(ONE, "1197.90") + _transfer_02(TWO, "82.5")
    file = _statement(
        "02", _entry_02("DBIT", "1280.40", paid), _entry_02("CRDT", "82.50", _transfer_02(TWO, "82.50", CLOSED))
    )
    assert read_camt053(file) == [*BOOKED, CAME_BACK]


def test_version_08_tells_the_same() -> None:
    paid = _transfer_08(ONE, "1197.90") + _transfer_08(TWO, "82.50")
    back = _transfer_08(TWO, "82.50", "CRDT", CLOSED)
    file = _statement("08", _entry_08("DBIT", "1280.40", paid), _entry_08("CRDT", "82.50", back))
    assert read_camt053(file) == [*BOOKED, CAME_BACK]


def test_a_single_transfer_may_leave_its_amount_to_the_entry() -> None:
    alone = f"<TxDtls><Refs><EndToEndId>{ONE}</EndToEndId></Refs></TxDtls>"
    assert read_camt053(_statement("02", _entry_02("DBIT", "1197.90", alone))) == BOOKED[:1]


def test_a_batch_booked_as_one_amount_is_known_by_its_name() -> None:
    details = "<Btch><PmtInfId>0b9c1f5e</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
    found = read_camt053(_statement("08", _entry_08("DBIT", "1280.40", details)))
    assert found == [StatementEntry("", Decimal("1280.40"), "booked", date(2027, 4, 14), batch_id="0b9c1f5e")]


@pytest.mark.parametrize(
    "entry",
    [
        _entry_08("CRDT", "500.00", _transfer_08("RENT-7", "500.00", "CRDT")),
        _entry_08("DBIT", "3.10", ""),
        _entry_08("DBIT", "3.10", _transfer_08("NOTPROVIDED", "3.10")),
        _entry_08("DBIT", "1197.90", _transfer_08(ONE, "1197.90"), status="PDNG"),
        _entry_02("DBIT", "1197.90", _transfer_02(ONE, "1197.90"), status="INFO"),
    ],
    ids=["a receipt", "a fee", "without identifier", "not definite (08)", "only for information (02)"],
)
def test_what_is_not_ours_or_not_definite_is_left_out(entry: str) -> None:
    assert read_camt053(_statement("08", entry)) == []


@pytest.mark.parametrize(
    "sign_of_return",
    [
        "<RvslInd>true</RvslInd>",
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>",
    ],
)
def test_a_return_is_known_by_each_sign_that_banks_give(sign_of_return: str) -> None:
    file = _statement("02", _entry_02("CRDT", "82.50", _transfer_02(TWO, "82.50"), more=sign_of_return))
    assert [(each.end_to_end_id, each.status) for each in read_camt053(file)] == [(TWO, "returned")]


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><Document>&d;</Document>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document>&x;</Document>"""
)
PAIN = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>'
BROKEN = [
    (LAUGHS, "unsafe_xml"),
    (OUTSIDE, "unsafe_xml"),
    (b"<!DOCTYPE Document><Document/>", "unsafe_xml"),
    (b"", "not_xml"),
    (b"%PDF-1.7", "not_xml"),
    (b"<Document>", "not_xml"),
    (b'<?xml version="1.0" encoding="no-such"?><Document/>', "not_xml"),
    (b"\xff\xfe\x00", "not_xml"),
    (PAIN, "not_camt053"),
    (_statement("08", _entry_08("DBIT", "1,197.90", _transfer_08(ONE, "1.197,90"))), "amount"),
    (_statement("08", _entry_08("DBIT", "NaN", _transfer_08(ONE, "NaN"))), "amount"),
    (_statement("08", _entry_08("DBIT", "1", _transfer_08(ONE, "1.001"))), "amount"),
    (_statement("08", _entry_08("DBIT", "1", "<Btch><MsgId>x</MsgId></Btch>", currency="USD")), "currency"),
    (_statement("08", _entry_08("DBIT", "1", _transfer_08(ONE, "1"))).replace(b"2027-04-14", b"14-04-2027"), "date"),
]


@pytest.mark.parametrize(("file", "code"), BROKEN, ids=[str(number) for number in range(len(BROKEN))])
def test_a_file_that_is_no_sound_statement_is_refused_and_why(file: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_camt053(file)
    assert [(fault.location, fault.code) for fault in refused.value.faults] == [("#/file", code)]


def test_the_refusal_says_what_was_found_and_what_is_expected() -> None:
    with pytest.raises(Invalid, match=r"pain\.001\.001\.09.*camt\.053"):
        read_camt053(PAIN)
