"""A batch as a pain.001.001.09 file for the bank: credit transfers in euros, booked as one amount.

`sepaxml` writes it and carries the schema of ISO 20022, which `lxml` reads once per process. What a bank refuses is
refused here first: a wrong IBAN, no amount, a character outside the reference set (EPC 217-08; BNG checks XML files
more strictly).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import SubElement, register_namespace, tostring

import sepaxml
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from lxml import etree
from sepaxml import SepaTransfer
from stdnum import bic, iban
from text_unidecode import unidecode

from catalogue.errors import Fault, Invalid, check
from catalogue.money import ZERO, cents

SCHEMA: Final = "pain.001.001.09"
NAMESPACE: Final = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
MOST: Final = Decimal("999999999.99")  # the most that one SEPA credit transfer carries
LONGEST_NAME, LONGEST_TEXT = 70, 140
NOT_PROVIDED: Final = "NOTPROVIDED"
REFERENCE: Final = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9/\-?:().,'+]{1,35}(?<!/)")
_NOT_ALLOWED: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+]+")


@dataclass(frozen=True, slots=True)
class PaymentDocument:
    """One transfer. `end_to_end_id` comes back on the bank statement; `remittance` is what the creditor reads."""

    end_to_end_id: str
    creditor_name: str
    iban: str
    amount: Decimal
    remittance: str


@dataclass(frozen=True, slots=True)
class BatchDocument:
    """All transfers of one debtor on one day. `message_id` names the batch on the bank statement."""

    message_id: str
    created_at: datetime
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    execution_date: date
    payments: tuple[PaymentDocument, ...]


def render_pain001(batch: BatchDocument) -> bytes:
    """The file, valid against the XSD; the same batch gives the same bytes.

    Names and remittance texts are transliterated to the reference set and cut off; identifiers are not touched,
    because they must come back as they went. `Invalid` with every fault at once: identifiers that a bank would
    refuse or that stand twice, IBANs, BIC, names without one usable character, amounts of nothing or too much.
    """
    check(_faults(batch))
    transfer = SepaTransfer(_debtor(batch), schema=SCHEMA, clean=False)
    for payment in batch.payments:
        transfer.add_payment(
            {
                "name": usable(payment.creditor_name)[:LONGEST_NAME].rstrip(" /"),
                "IBAN": iban.compact(payment.iban),
                "amount": cents(payment.amount),
                "execution_date": batch.execution_date,
                "description": usable(payment.remittance)[:LONGEST_TEXT].rstrip(" /") or NOT_PROVIDED,
                "endtoend_id": payment.end_to_end_id,
            }
        )
    file = _stamped(transfer.export(validate=False), batch)
    try:
        _schema().assertValid(etree.fromstring(file))
    except etree.DocumentInvalid as error:
        detail = _("The bank file does not follow %(schema)s: %(reason)s") % {"schema": SCHEMA, "reason": error}
        raise Invalid.field("#", "not_pain001", detail) from error
    return file


def sha1_of(file: bytes) -> str:
    """The 40 characters that the bank shows for a file, so that people can compare (BNG; no protection)."""
    return hashlib.sha1(file, usedforsecurity=False).hexdigest()


def usable(text: str) -> str:
    """Text in the reference set of SEPA: other letters transliterated (é → e, Ж → Zh), `&` as `+`, the rest as blanks.

    No slash at an end and no double slash, as banks read those as marks of their own.
    """
    plain = _NOT_ALLOWED.sub(" ", unidecode(text.replace("&", " + ")))
    return re.sub(r"/[/ ]*/", "/", " ".join(plain.split())).strip(" /")


@cache
def _schema() -> Any:
    return etree.XMLSchema(etree.parse(Path(sepaxml.__file__).with_name("schemas") / f"{SCHEMA}.xsd"))


def _faults(batch: BatchDocument) -> Iterator[Fault]:
    yield from _of_account("debtor", batch.debtor_name, batch.debtor_iban)
    if batch.debtor_bic and not bic.is_valid(batch.debtor_bic):
        yield _fault("debtor_bic", "bic", batch.debtor_bic, _("a valid BIC, or none"))
    if not REFERENCE.fullmatch(batch.message_id):
        yield _fault(
            "message_id", "identifier", batch.message_id, _("at most 35 letters, digits and - ? : ( ) . , ' +")
        )
    if not batch.payments:
        yield _fault("payments", "required", 0, _("one payment or more"))
    seen: set[str] = set()
    for position, payment in enumerate(batch.payments):
        where = f"payments/{position}"
        yield from _of_account(f"{where}/creditor", payment.creditor_name, payment.iban)
        if payment.end_to_end_id in seen:
            yield _fault(f"{where}/end_to_end_id", "double", payment.end_to_end_id, _("another one for each payment"))
        elif not REFERENCE.fullmatch(payment.end_to_end_id):
            expected = _("at most 35 letters, digits and - ? : ( ) . , ' +")
            yield _fault(f"{where}/end_to_end_id", "identifier", payment.end_to_end_id, expected)
        seen.add(payment.end_to_end_id)
        if not (ZERO < payment.amount <= MOST and _is_whole_cents(payment.amount)):
            expected = _("euros and cents, more than 0 and at most %s") % MOST
            yield _fault(f"{where}/amount", "amount", payment.amount, expected)


def _is_whole_cents(amount: Decimal) -> bool:
    return amount.as_tuple().exponent in {0, -1, -2}


def _of_account(where: str, name: str, account: str) -> Iterator[Fault]:
    if not usable(name):
        yield _fault(f"{where}_name", "name", name, _("a name with letters or digits"))
    if not iban.is_valid(account):
        yield _fault(f"{where}_iban", "iban", account, _("a valid IBAN"))


def _fault(location: str, code: str, found: object, expected: str) -> Fault:
    return Fault(
        f"#/{location}", code, _("Found “%(found)s”; expected %(expected)s.") % {"found": found, "expected": expected}
    )


def _debtor(batch: BatchDocument) -> dict[str, object]:
    debtor: dict[str, object] = {
        "name": usable(batch.debtor_name)[:LONGEST_NAME].rstrip(" /"),
        "IBAN": iban.compact(batch.debtor_iban),
        "batch": True,
        "currency": "EUR",
    }
    return {**debtor, "BIC": bic.compact(batch.debtor_bic)} if batch.debtor_bic else debtor


def _stamped(file: bytes, batch: BatchDocument) -> bytes:
    """Our identifiers and moment in the places where the library writes random ones and the clock."""
    root = fromstring(file)
    marks = {
        "GrpHdr/MsgId": batch.message_id,
        "GrpHdr/CreDtTm": batch.created_at.isoformat(timespec="seconds"),
        "PmtInf/PmtInfId": batch.message_id,
    }
    for path, value in marks.items():
        root.find("/".join(f"{{{NAMESPACE}}}{step}" for step in ("CstmrCdtTrfInitn", *path.split("/")))).text = value
    for bank in root.iter(f"{{{NAMESPACE}}}FinInstnId"):
        if not len(bank):  # without a BIC the library leaves it empty, which banks refuse
            SubElement(SubElement(bank, f"{{{NAMESPACE}}}Othr"), f"{{{NAMESPACE}}}Id").text = NOT_PROVIDED
    register_namespace("", NAMESPACE)
    stamped: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return stamped
