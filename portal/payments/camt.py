"""What a camt.053 bank statement says about our payments: booked, or come back.

Read are the versions that Dutch banks send: 001.02 and 001.08, in which status, amounts and dates stand in other
places. Sources: ISO 20022 camt.053; the statement guides of the Dutch Payments Association.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from catalogue.errors import Invalid
from catalogue.money import cents, euros

STATEMENT: Final = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d\}Document")
RETURNED_FAMILY: Final = "RRTN"  # bank transaction code: return of a credit transfer


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One of our payments on a statement. `amount` in euros, above zero, also of what came back.

    `end_to_end_id` is empty when the bank booked a batch as one amount: then `batch_id` has the message id of the
    batch and `amount` its total. `reason` is the code and text of the bank for a return, empty otherwise.
    """

    end_to_end_id: str
    amount: Decimal
    status: Literal["booked", "returned"]
    date: date
    reason: str = ""
    batch_id: str = ""


def read_camt053(content: bytes) -> list[StatementEntry]:
    """The booked transfers and returns in a statement, in its order; entries of others (receipts, fees) are left out.

    Only definite entries count (status BOOK). `Invalid` says what was found and expected: `not_xml`, `unsafe_xml` (a
    document type or entities, which a statement never has), `not_camt053`, `amount`, `currency`, `date`.
    """
    root = _root(content)
    return [read for entry in _all(root, "BkToCstmrStmt/Stmt/Ntry") if _is_booked(entry) for read in _of_entry(entry)]


def _root(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        detail = _("Found a document type or entities; expected a plain XML file as the bank made it.")
        raise Invalid.field("#/file", "unsafe_xml", detail) from error
    except (ParseError, ValueError, LookupError) as error:
        detail = _("Found a file that is not XML (%s); expected a camt.053 statement of the bank.") % error
        raise Invalid.field("#/file", "not_xml", detail) from error
    if not STATEMENT.fullmatch(root.tag):
        raise _wrong("not_camt053", root.tag, _("a camt.053 statement of the bank"))
    return root


def _of_entry(entry: Element) -> Iterator[StatementEntry]:
    """An entry tells of single transfers, or of a batch as a whole, or of something that is not ours."""
    details = _all(entry, "NtryDtls/TxDtls")
    named = [each for each in details if _word(each, "Refs/EndToEndId") not in {"", "NOTPROVIDED"}]
    for detail in named:
        status = _status(entry, detail)
        if status:
            amount = _amount(entry, detail, alone=len(details) == 1)
            reason = _reason(detail) if status == "returned" else ""
            yield StatementEntry(_word(detail, "Refs/EndToEndId"), amount, status, _date(entry), reason)
    batch = _word(entry, "NtryDtls/Btch/PmtInfId") or _word(entry, "NtryDtls/Btch/MsgId")
    if not named and batch and _word(entry, "CdtDbtInd") == "DBIT":
        yield StatementEntry("", _euros(_one(entry, "Amt")), "booked", _date(entry), batch_id=batch)


def _is_booked(entry: Element) -> bool:
    """002 says `<Sts>BOOK</Sts>`, 008 `<Sts><Cd>BOOK</Cd></Sts>`."""
    return (_word(entry, "Sts/Cd") or _word(entry, "Sts")) == "BOOK"


def _status(entry: Element, detail: Element) -> Literal["booked", "returned"] | None:
    """Money that left is booked; money that came in is a return when the bank calls it one, otherwise not ours."""
    codes = [_word(each, "BkTxCd/Domn/Fmly/SubFmlyCd") for each in (entry, detail)]
    reversed_ = _word(entry, "RvslInd") in {"true", "1"}
    came_back = _one(detail, "RtrInf") is not None or RETURNED_FAMILY in codes or reversed_
    if (_word(detail, "CdtDbtInd") or _word(entry, "CdtDbtInd")) == "CRDT":
        return "returned" if came_back else None
    return None if came_back else "booked"


def _amount(entry: Element, detail: Element, *, alone: bool) -> Decimal:
    """Of the transfer: its own amount (008), its transaction amount (002), or that of an entry which has only one."""
    own = _one(detail, "Amt")
    if own is None:
        own = _one(detail, "AmtDtls/TxAmt/Amt")
    return _euros(_one(entry, "Amt") if own is None and alone else own)


def _euros(element: Element | None) -> Decimal:
    """Whole cents in euros; ISO 20022 allows more decimals and other currencies, but not for our payments."""
    found = _text(element)
    if element is not None and element.get("Ccy") != "EUR":
        raise _wrong("currency", element.get("Ccy", ""), "EUR")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,2}0*)?", found, re.ASCII):
        raise _wrong("amount", found, _("an amount such as 1234.50"))
    return euros(cents(Decimal(found)))


def _date(entry: Element) -> date:
    """The day of booking, or else the value date."""
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        found = _word(entry, path)
        if found:
            try:
                return date.fromisoformat(found[:10])
            except ValueError as error:
                raise _wrong("date", found, _("a date such as 2027-03-15")) from error
    raise _wrong("date", "", _("a date such as 2027-03-15"))


def _reason(detail: Element) -> str:
    """Such as `AC04 Account closed`."""
    code = _word(detail, "RtrInf/Rsn/Cd") or _word(detail, "RtrInf/Rsn/Prtry")
    words = [code, *(_text(each) for each in _all(detail, "RtrInf/AddtlInf")), _word(detail, "AddtlTxInf")]
    return " ".join(word for word in words if word)


def _wrong(code: str, found: str, expected: str) -> Invalid:
    sentence = _("Found “%(found)s”; expected %(expected)s.") % {"found": found, "expected": expected}
    return Invalid.field("#/file", code, sentence)


def _all(parent: Element, path: str) -> list[Element]:
    """Elements by local names: the namespace differs per version."""
    return parent.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _one(parent: Element, path: str) -> Element | None:
    return next(iter(_all(parent, path)), None)


def _text(element: Element | None) -> str:
    return "" if element is None or element.text is None else element.text.strip()


def _word(parent: Element, path: str) -> str:
    return _text(_one(parent, path))
