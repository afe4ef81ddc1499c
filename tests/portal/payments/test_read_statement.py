"""The bank says what it paid: each line has its own outcome, and reading it twice changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Invalid
from catalogue.journal import outbox
from portal.accountability.queries import sisa_table
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.payments import actions
from portal.payments.models import Batch, StatementEntry
from portal.payments.queries import entries_visible_to
from portal.payments.statements import read_statement, resolve
from tests import cast
from tests.cast import Town

ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-12-01</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"""


def statement(*entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def one(reference: str, amount: str) -> str:
    return ENTRY.format(amount=amount, details=f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls>")


def whole(batch: Batch) -> str:
    return ENTRY.format(amount=batch.total, details=f"<Btch><MsgId>{batch.message_id}</MsgId></Btch>")


@pytest.fixture
def batch(town: Town) -> Batch:
    """Two invoices of € 250, released to the bank."""
    for _number in range(2):
        cast.approved(town)
    outbox.drain()
    return actions.release(actions.prepare(by=town.actor("finance")), by=town.actor("finance2"))


def test_a_paid_invoice_is_closed_and_counts_in_the_year_in_which_the_bank_paid(town: Town, batch: Batch):
    first, second = batch.payments.all()
    outcomes = read_statement(statement(one(first.end_to_end_id, "250.00")), by=town.actor("finance"))
    assert [each.outcome for each in outcomes] == ["settled"]
    assert Invoice.objects.get(pk=first.invoice_id).paid_on == date(2026, 12, 1)
    assert Claim.objects.get(invoices=first.invoice_id).status == "settled"
    assert Invoice.objects.get(pk=second.invoice_id).status == "sent"
    assert Batch.objects.get().status == "released"
    assert sisa_table(town.municipality, 2026).total == Decimal("250.00")


def test_the_batch_is_settled_with_its_last_payment(town: Town, batch: Batch):
    lines = [one(payment.end_to_end_id, "250.00") for payment in batch.payments.all()]
    read_statement(statement(*lines), by=town.actor("finance"))
    assert Batch.objects.get().status == "settled"


def test_a_bank_that_books_the_batch_as_one_amount_settles_all_of_it(town: Town, batch: Batch):
    outcomes = read_statement(statement(whole(batch)), by=town.actor("finance"))
    assert [each.outcome for each in outcomes] == ["settled"]
    assert set(Invoice.objects.values_list("status", flat=True)) == {"paid"}


def test_reading_it_twice_changes_nothing(town: Town, batch: Batch):
    content = statement(whole(batch))
    read_statement(content, by=town.actor("finance"))
    outcomes = read_statement(content, by=town.actor("finance"))
    assert [each.outcome for each in outcomes] == ["known"]


def test_the_same_payment_in_another_file_is_known_too(town: Town, batch: Batch):
    first = batch.payments.first()
    assert first
    read_statement(statement(one(first.end_to_end_id, "250.00")), by=town.actor("finance"))
    again = read_statement(statement(one(first.end_to_end_id, "250.00"), one("X-1", "1.00")), by=town.actor("finance"))
    assert [each.outcome for each in again] == ["known", "unknown"]
    assert StatementEntry.objects.count() == 2


def test_what_nobody_recognises_waits_until_somebody_says_what_it_is(town: Town, batch: Batch):
    read_statement(statement(one("ELSEWHERE-1", "10.00")), by=town.actor("finance"))
    row = entries_visible_to(town.actor("finance")).get(status="open")
    with pytest.raises(Invalid):
        resolve(row, reason=" ", by=town.actor("finance"))
    with pytest.raises(Forbidden):
        resolve(row, reason="Huur", by=town.actor("officer"))
    assert resolve(row, reason="Huur van het gymlokaal", by=town.actor("finance")).status == "resolved"


def test_another_amount_or_a_reference_of_nobody_changes_nothing(town: Town, batch: Batch):
    first = batch.payments.first()
    assert first
    outcomes = read_statement(
        statement(one(first.end_to_end_id, "250.01"), one("ELSEWHERE-1", "10.00")), by=town.actor("finance")
    )
    assert [each.outcome for each in outcomes] == ["differs", "unknown"]
    assert set(Invoice.objects.values_list("status", flat=True)) == {"sent"}


def test_only_finance_reads_statements_and_only_real_ones(town: Town, batch: Batch):
    with pytest.raises(Forbidden):
        read_statement(statement(whole(batch)), by=town.actor("officer"))
    with pytest.raises(Invalid):
        read_statement(b"hello", by=town.actor("finance"))
