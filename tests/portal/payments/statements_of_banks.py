"""The same batch on the statements of three banks, in the shapes that they send. Written by ourselves; no bank's file.

What differs: the version of camt.053, one entry for the batch or one per payment, whose reference is given, whether the
remittance is structured, and how a payment that came back is told. The bank DEMO does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils import timezone

from portal.payments.models import Batch, Payment

DAY = timezone.localdate().isoformat()
Maker = Callable[[Batch, Sequence[Payment], Sequence[Payment]], bytes]


def _statement(version: str, entries: Sequence[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>M{version}</MsgId><CreDtTm>{DAY}T06:00:00</CreDtTm></GrpHdr><Stmt><Id>S{version}</Id>"
        f"<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(
    amount: Decimal,
    details: str,
    *,
    sign: str = "DBIT",
    status: str,
    reference: str = "",
    family: str = "",
    more: str = "",
) -> str:
    code = f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>{family}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    return (
        f'<Ntry>{more}<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{status}'
        f"<BookgDt><Dt>{DAY}</Dt></BookgDt><ValDt><Dt>{DAY}</Dt></ValDt>"
        f"{f'<AcctSvcrRef>{reference}</AcctSvcrRef>' if reference else ''}"
        f"{code if family else ''}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def batch_as_one(batch: Batch, paid: Sequence[Payment], back: Sequence[Payment]) -> bytes:
    """Version 08; the batch as one amount under the name of the file, what came back with our reference."""
    status = "<Sts><Cd>BOOK</Cd></Sts>"
    name = f"<Btch><PmtInfId>{batch.message_id}</PmtInfId><NbOfTxs>{len(paid)}</NbOfTxs></Btch>"
    entries = [_entry(sum((each.amount for each in paid), Decimal(0)), name, status=status, family="ESCT")]
    for number, each in enumerate(back):
        detail = (
            f"<TxDtls><Refs><EndToEndId>{each.end_to_end_id}</EndToEndId></Refs>"
            f'<Amt Ccy="EUR">{each.amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>ACCOUNT CLOSED</AddtlInf></RtrInf></TxDtls>"
        )
        entries.append(_entry(each.amount, detail, sign="CRDT", status=status, reference=f"R{number}", family="RRTN"))
    return _statement("08", entries)


def batch_with_its_payments(batch: Batch, paid: Sequence[Payment], back: Sequence[Payment]) -> bytes:
    """Version 02; one entry with every payment in it, amounts under AmtDtls; what came back is a reversal."""
    status = "<Sts>BOOK</Sts>"

    def detail(each: Payment, number: int, more: str = "") -> str:
        return (
            f"<TxDtls><Refs><AcctSvcrRef>T{number}{'R' if more else ''}</AcctSvcrRef>"
            f"<PmtInfId>{batch.message_id}</PmtInfId><EndToEndId>{each.end_to_end_id}</EndToEndId></Refs>"
            f'<AmtDtls><TxAmt><Amt Ccy="EUR">{each.amount}</Amt></TxAmt></AmtDtls>{more}</TxDtls>'
        )

    details = "".join(detail(each, number) for number, each in enumerate(paid))
    total = sum((each.amount for each in paid), Decimal(0))
    entries = [_entry(total, details, status=status, reference="E1", more="<NtryRef>1</NtryRef>")]
    why = "<RtrInf><Rsn><Prtry>AC04</Prtry></Rsn></RtrInf>"
    for number, each in enumerate(back):
        entries.append(
            _entry(
                each.amount, detail(each, number, why), sign="CRDT", status=f"<RvslInd>true</RvslInd>{status}",
                more=f"<NtryRef>{number + 2}</NtryRef>",
            )
        )  # fmt: skip
    return _statement("02", entries)


def one_by_one(batch: Batch, paid: Sequence[Payment], back: Sequence[Payment]) -> bytes:
    """Version 02; an entry per payment with the bank's reference, ours only in what the payee reads."""
    status = "<Sts>BOOK</Sts>"

    def detail(each: Payment, more: str = "") -> str:
        structured = f"<Strd><CdtrRefInf><Ref>{each.number}</Ref></CdtrRefInf></Strd>"
        words = structured if each.pk % 2 else f"<Ustrd>Factuur {each.number} JEUGD</Ustrd>"
        return f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf>{words}</RmtInf>{more}</TxDtls>"

    entries = [
        _entry(each.amount, detail(each), status=status, reference=f"A{number}", family="ESCT")
        for number, each in enumerate(paid)
    ]
    why = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    entries += [
        _entry(each.amount, detail(each, why), sign="CRDT", status=status, reference=f"B{number}", family="RRTN")
        for number, each in enumerate(back)
    ]
    return _statement("02", entries)


BANKS: dict[str, Maker] = {
    "one amount (BNG)": batch_as_one,
    "one entry with its payments (Rabobank, ING)": batch_with_its_payments,
    "an entry per payment (ABN AMRO)": one_by_one,
}
