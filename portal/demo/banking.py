"""The statement of the bank of the demo: it paid a batch, and names a line that nobody knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from portal.payments.models import Batch


def statement(batch: Batch, said: dict[str, Any]) -> bytes:
    """A camt.053 of today; `said` has the line that is not ours."""
    reference, amount = said["strange"]
    entries = [
        *(_entry(each.end_to_end_id, each.amount) for each in batch.payments.order_by("pk")),
        _entry(reference, Decimal(amount)),
    ]
    day = timezone.localdate().isoformat()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>DEMO-{day}</MsgId><CreDtTm>{day}T06:00:00</CreDtTm></GrpHdr><Stmt><Id>DEMO-{day}</Id>"
        f"<Acct><Id><IBAN>{batch.municipality.iban}</IBAN></Id></Acct>{''.join(entries)}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(reference: str, amount: Decimal) -> str:
    day = timezone.localdate().isoformat()
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry>'
    )
