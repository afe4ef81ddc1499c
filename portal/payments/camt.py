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
from portal.payments.elements import every, one, text, word, wrong

STATEMENT: Final = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d\}Document")
NO_REFERENCE: Final = frozenset({"", "NOTPROVIDED", "NOT PROVIDED"})
MOST_WORDS: Final = 20  # of a remittance text: it is at most 140 characters
RETURNED_FAMILY: Final = "RRTN"  # bank transaction code: return of a credit transfer


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One of our payments on a statement. `amount` in euros, above zero, also of what came back.

    `end_to_end_id` is our own reference; empty when the bank booked a batch as one amount (`batch_id` has the message
    id of the batch and `amount` its total), or when it tells only what the payee reads: then `remittance` has its
    words. `code` and `words` say why something came back. `account` and `bank_reference` are the bank's own.
    """

    end_to_end_id: str
    amount: Decimal
    status: Literal["booked", "returned"]
    date: date
    code: str = ""
    words: str = ""
    batch_id: str = ""
    remittance: tuple[str, ...] = ()
    account: str = ""
    bank_reference: str = ""

    @property
    def references(self) -> tuple[str, ...]:
        """What may be our reference, the likeliest first."""
        return tuple(each for each in (self.end_to_end_id, *self.remittance) if each)

    @property
    def names_us(self) -> bool:
        """It has a reference that a payer gives, so somebody should know it when it is not one of ours."""
        return bool(self.end_to_end_id or self.batch_id)


def read_camt053(content: bytes) -> list[StatementEntry]:
    """The booked transfers and returns in a statement, in its order; entries of others (receipts, fees) are left out.

    Only definite entries count (status BOOK). `Invalid` says what was found and expected: `not_xml`, `unsafe_xml` (a
    document type or entities, which a statement never has), `not_camt053`, `amount`, `currency`, `date`.
    """
    root = _root(content)
    return [
        read
        for statement in every(root, "BkToCstmrStmt/Stmt")
        for entry in every(statement, "Ntry")
        if _is_booked(entry)
        for read in _of_entry(entry, statement)
    ]


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
        raise wrong("not_camt053", root.tag, _("a camt.053 statement of the bank"))
    return root


def _of_entry(entry: Element, statement: Element) -> Iterator[StatementEntry]:
    """An entry tells of single transfers, or of a batch as a whole, or of something that is not ours."""
    details = every(entry, "NtryDtls/TxDtls")
    batch = _batch(entry, details)
    account = word(statement, "Acct/Id/IBAN")
    named = [each for each in details if _end_to_end(each) or (_remittance(each) and not batch)]
    for detail in named:
        status = _status(entry, detail)
        if status:
            code, words = _reason(detail) if status == "returned" else ("", "")
            yield StatementEntry(
                _end_to_end(detail), _amount(entry, detail, alone=len(details) == 1), status, _date(entry), code, words,
                remittance=() if _end_to_end(detail) and status == "booked" else _remittance(detail),
                account=account, bank_reference=_bank_reference(statement, entry, detail),
            )  # fmt: skip
    if not named and batch and word(entry, "CdtDbtInd") == "DBIT":
        yield StatementEntry(
            "", _euros(one(entry, "Amt")), "booked", _date(entry), batch_id=batch, account=account,
            bank_reference=_bank_reference(statement, entry, None),
        )  # fmt: skip


def _batch(entry: Element, details: list[Element]) -> str:
    """How our file is called: once for the entry (BNG, Rabobank), or with each transfer in it (ING)."""
    once = word(entry, "NtryDtls/Btch/PmtInfId") or word(entry, "NtryDtls/Btch/MsgId")
    names = {word(each, "Refs/PmtInfId") or word(each, "Refs/MsgId") for each in details} - {""}
    return once or (names.pop() if len(names) == 1 else "")


def _end_to_end(detail: Element) -> str:
    """Our reference, unless the bank says that there was none."""
    found = word(detail, "Refs/EndToEndId")
    return "" if found in NO_REFERENCE else found


def _remittance(detail: Element) -> tuple[str, ...]:
    """What the payee reads: the structured reference, then the words of the text in which a number may stand."""
    structured = [text(each) for each in every(detail, "RmtInf/Strd/CdtrRefInf/Ref")]
    said = " ".join(text(each) for each in every(detail, "RmtInf/Ustrd"))
    return tuple(dict.fromkeys(each for each in (*structured, *said.split()[:MOST_WORDS]) if each))


def _bank_reference(statement: Element, entry: Element, detail: Element | None) -> str:
    """What the bank calls the transfer or the entry; the place in the statement when it gives no name."""
    own = "" if detail is None else word(detail, "Refs/AcctSvcrRef")
    place = f"{word(statement, 'Id')}/{number}" if (number := word(entry, "NtryRef")) else ""
    return own or word(entry, "AcctSvcrRef") or place


def _is_booked(entry: Element) -> bool:
    """002 says `<Sts>BOOK</Sts>`, 008 `<Sts><Cd>BOOK</Cd></Sts>`."""
    return (word(entry, "Sts/Cd") or word(entry, "Sts")) == "BOOK"


def _status(entry: Element, detail: Element) -> Literal["booked", "returned"] | None:
    """Money that left is booked; money that came in is a return when the bank calls it one, otherwise not ours."""
    codes = [word(each, "BkTxCd/Domn/Fmly/SubFmlyCd") for each in (entry, detail)]
    reversed_ = word(entry, "RvslInd") in {"true", "1"}
    came_back = one(detail, "RtrInf") is not None or RETURNED_FAMILY in codes or reversed_
    if (word(detail, "CdtDbtInd") or word(entry, "CdtDbtInd")) == "CRDT":
        return "returned" if came_back else None
    return None if came_back else "booked"


def _amount(entry: Element, detail: Element, *, alone: bool) -> Decimal:
    """Of the transfer: its own amount (008), its transaction amount (002), or that of an entry which has only one."""
    own = one(detail, "Amt")
    if own is None:
        own = one(detail, "AmtDtls/TxAmt/Amt")
    return _euros(one(entry, "Amt") if own is None and alone else own)


def _euros(element: Element | None) -> Decimal:
    """Whole cents in euros; ISO 20022 allows more decimals and other currencies, but not for our payments."""
    found = text(element)
    if element is not None and element.get("Ccy") != "EUR":
        raise wrong("currency", element.get("Ccy", ""), "EUR")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,2}0*)?", found, re.ASCII):
        raise wrong("amount", found, _("an amount such as 1234.50"))
    return euros(cents(Decimal(found)))


def _date(entry: Element) -> date:
    """The day of booking, or else the value date."""
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        found = word(entry, path)
        if found:
            try:
                return date.fromisoformat(found[:10])
            except ValueError as error:
                raise wrong("date", found, _("a date such as 2027-03-15")) from error
    raise wrong("date", "", _("a date such as 2027-03-15"))


def _reason(detail: Element) -> tuple[str, str]:
    """Such as `AC04` and `Account closed`."""
    code = word(detail, "RtrInf/Rsn/Cd") or word(detail, "RtrInf/Rsn/Prtry")
    words = [*(text(each) for each in every(detail, "RtrInf/AddtlInf")), word(detail, "AddtlTxInf")]
    return code, " ".join(each for each in words if each)
