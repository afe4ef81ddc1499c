"""A batch as a pain.001.001.09 file for the bank: checked against its XSD, with the characters that banks accept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sepaxml import SepaTransfer
from stdnum import iban as ibans

from catalogue.money import cents


@dataclass(frozen=True, slots=True)
class PaymentDocument:
    """One credit transfer in euros."""

    end_to_end_id: str
    creditor_name: str
    iban: str
    amount: Decimal
    remittance: str


@dataclass(frozen=True, slots=True)
class BatchDocument:
    """All transfers of one debtor on one day."""

    message_id: str
    created_at: datetime
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    execution_date: date
    payments: tuple[PaymentDocument, ...]


def render_pain001(batch: BatchDocument) -> bytes:
    """The file; `ValueError` for a wrong IBAN or what the XSD does not allow."""
    for account in (batch.debtor_iban, *(payment.iban for payment in batch.payments)):
        if not ibans.is_valid(account):
            raise ValueError(f"{account!r} is not a valid IBAN")
    transfer = SepaTransfer(
        {
            "name": _clean(batch.debtor_name, 70),
            "IBAN": batch.debtor_iban,
            "BIC": batch.debtor_bic,
            "batch": True,
            "currency": "EUR",
        },
        schema="pain.001.001.09",
        clean=False,
    )
    for payment in batch.payments:
        transfer.add_payment(
            {
                "name": _clean(payment.creditor_name, 70),
                "IBAN": payment.iban,
                "amount": cents(payment.amount),
                "execution_date": batch.execution_date,
                "description": _clean(payment.remittance, 140),
                "endtoend_id": _clean(payment.end_to_end_id, 35),
            }
        )
    file: bytes = transfer.export(validate=True)
    return file


def sha1_of(file: bytes) -> str:
    """The digest that the bank shows for a file, so that both sides can compare."""
    return hashlib.sha1(file, usedforsecurity=False).hexdigest()


def _clean(text: str, longest: int) -> str:
    """The characters of the SEPA reference set; no slash at an end, no double slash."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    allowed = re.sub(r"[^A-Za-z0-9/\-?:().,'+ ]", " ", plain)
    return re.sub(r"/{2,}", "/", re.sub(r"\s+", " ", allowed)).strip(" /")[:longest] or "-"
