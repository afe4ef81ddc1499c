"""The batch of the tests. The bank DEMO does not exist; its check digits are right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from portal.payments.sepa import BatchDocument, PaymentDocument


def payment(number: int = 1, **changes: Any) -> PaymentDocument:
    """€ 1,197.90 to the music school, for invoice 00001 or another number."""
    identifier = f"GM9042-00009102-2027-{number:05d}"
    said = {
        "end_to_end_id": identifier, "creditor_name": "Stichting De Klankkamer", "iban": "NL29DEMO0117436666",
        "amount": Decimal("1197.90"), "remittance": identifier,
    }  # fmt: skip
    return PaymentDocument(**{**said, **changes})


def batch(*payments: PaymentDocument, **changes: Any) -> BatchDocument:
    """What the municipality pays on 14 April 2027."""
    said: dict[str, Any] = {
        "message_id": "0b9c1f5e6a524d3e9b1f2a7c5d8e9f", "created_at": datetime(2027, 4, 12, 9, 30, 15, tzinfo=UTC),
        "debtor_name": "Gemeente Veldermeer", "debtor_iban": "NL83DEMO0419752102", "debtor_bic": "DEMONL2A",
        "execution_date": date(2027, 4, 14), "payments": payments or (payment(),),
    }  # fmt: skip
    return BatchDocument(**{**said, **changes})
