"""Shows 5: the statements of three banks settle the same batch to the cent, and a second reading changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from portal.accountability.queries import sisa_table
from portal.budgets.models import Account
from portal.budgets.proof import verify
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.payments import actions
from portal.payments.models import Batch, Payment, ReturnedPayment
from portal.payments.statements import read_statement
from tests import cast
from tests.cast import Town
from tests.portal.payments.statements_of_banks import BANKS

PRICES = ("33.33", "125.00", "0.01")


@pytest.fixture
def batch(town: Town) -> Batch:
    """Three invoices that do not add up to a round amount, released to the bank."""
    for number, price in enumerate(PRICES):
        offer = cast.offer(town, title=f"Aanbod {number}", price=Decimal(price))
        cast.approved(town, cast.claim(town, cast.booking(town, offer, status="accepted", units=1)))
    outbox.drain()
    return actions.release(actions.prepare(by=town.actor("finance")), by=town.actor("finance2"))


def _sent(batch: Batch) -> list[Payment]:
    return list(batch.payments.select_related("invoice").order_by("pk"))


@pytest.mark.parametrize("bank", BANKS)
def test_each_settles_the_batch_to_the_cent_and_once(town: Town, batch: Batch, bank: str):
    sent = _sent(batch)
    content = BANKS[bank](batch, sent, [])
    outcomes = read_statement(content, by=town.actor("finance"))
    assert {each.outcome for each in outcomes} == {"settled"}
    assert set(Invoice.objects.values_list("status", flat=True)) == {"paid"}
    assert set(Claim.objects.values_list("status", flat=True)) == {"settled"}
    batch.refresh_from_db()
    paid = sum((payment.amount for payment in sent), Decimal(0))
    spent = sum(Account.objects.values_list("spent", flat=True), Decimal(0))
    assert (batch.status, paid, spent) == ("settled", batch.total, batch.total)
    assert sisa_table(town.municipality, timezone.localdate().year).total == batch.total
    lines = JournalLine.objects.count()
    again = read_statement(content, by=town.actor("finance"))
    assert {each.outcome for each in again} == {"known"}
    assert JournalLine.objects.count() == lines, "a second reading leaves no trace"


@pytest.mark.parametrize("bank", BANKS)
def test_each_tells_what_came_back_and_the_ledger_follows(town: Town, batch: Batch, bank: str):
    sent = _sent(batch)
    content = BANKS[bank](batch, sent, sent[:1])
    for _turn in range(2):
        read_statement(content, by=town.actor("finance"))
    returned = ReturnedPayment.objects.select_related("payment").get()
    assert (returned.code, returned.payment.pk, returned.status) == ("AC04", sent[0].pk, "open")
    left = sum((payment.amount for payment in sent[1:]), Decimal(0))
    assert sisa_table(town.municipality, timezone.localdate().year).total == left
    assert verify() == []


def test_a_statement_of_another_bank_tells_nothing_new(town: Town, batch: Batch):
    sent = _sent(batch)
    first, *others = (maker(batch, sent, []) for maker in BANKS.values())
    read_statement(first, by=town.actor("finance"))
    for content in others:
        assert {each.outcome for each in read_statement(content, by=town.actor("finance"))} == {"known"}
    assert set(Invoice.objects.values_list("status", flat=True)) == {"paid"}
