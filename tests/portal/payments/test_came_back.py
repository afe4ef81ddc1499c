"""The bank sends a payment back: it does not count as paid any more, and is paid again once, on a checked account."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal import outbox
from catalogue.organisations import actions as organisations
from portal.accountability.queries import sisa_table
from portal.budgets import closing
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from portal.payments.due import due
from portal.payments.models import Batch, Payment
from portal.payments.settling import came_back, mend, pay
from tests import cast
from tests.cast import Town


@pytest.fixture
def batch(town: Town) -> Batch:
    """One invoice of € 250, released to the bank."""
    cast.approved(town)
    outbox.drain()
    return payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))


def _payment(batch: Batch) -> Payment:
    return batch.payments.select_related("invoice__claim", "batch").get()


def _paid(town: Town, batch: Batch, on: date | None = None) -> Payment:
    payments.settle(batch, on=on or timezone.localdate(), by=town.actor("finance"))
    return _payment(batch)


def _returned(town: Town, payment: Payment, code: str = "AC04"):
    return came_back(payment, on=timezone.localdate(), code=code, by=town.actor("finance"))


def test_a_paid_invoice_is_due_again_and_counts_no_more(town: Town, batch: Batch):
    payment = _paid(town, batch)
    year = timezone.localdate().year
    assert sisa_table(town.municipality, year).total == Decimal("250.00")
    _returned(town, payment)
    invoice, claim = Invoice.objects.get(), Claim.objects.get()
    assert (invoice.status, invoice.paid_on, claim.status) == ("returned", None, "failed")
    assert sisa_table(town.municipality, year).total == Decimal("0.00")
    (row,) = due(town.actor("finance"))
    assert row.thing == invoice and "AC04" in row.hold


def test_it_can_come_back_before_it_was_paid(town: Town, batch: Batch):
    _returned(town, _payment(batch), code="AM04")
    assert Batch.objects.get().status == "settled", "the bank has nothing left to say"
    assert (Invoice.objects.get().status, Claim.objects.get().status) == ("returned", "failed")


def test_it_waits_until_somebody_checked_the_account(town: Town, batch: Batch):
    returned = _returned(town, _paid(town, batch))
    with pytest.raises(Refused) as refused:
        payments.prepare(by=town.actor("finance"))
    assert refused.value.code == "nothing_to_pay"
    with pytest.raises(Invalid):
        mend(returned, how=" ", by=town.actor("finance"))
    mend(returned, how="Gebeld met de balie", by=town.actor("finance"))
    again = payments.prepare(by=town.actor("finance")).payments.get()
    assert again.end_to_end_id == f"{Invoice.objects.get().number}-2"


def test_another_account_that_was_checked_mends_it(town: Town, batch: Batch):
    returned = _returned(town, _paid(town, batch))
    change = organisations.propose_account(
        town.library, iban="NL91ABNA0417164300", account_name="Bieb", by=town.actor("librarian")
    )
    organisations.confirm_account(change, outcome="match", by=town.actor("finance"))
    second = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    returned.refresh_from_db()
    assert (returned.status, second.payments.get().iban) == ("mended", "NL91ABNA0417164300")
    payments.settle(second, by=town.actor("finance"))
    assert (Invoice.objects.get().status, Claim.objects.get().status) == ("paid", "settled")
    assert sisa_table(town.municipality, timezone.localdate().year).total == Decimal("250.00")


def test_what_came_back_comes_back_once_and_is_not_paid_by_an_old_line(town: Town, batch: Batch):
    payment = _paid(town, batch)
    _returned(town, payment)
    with pytest.raises(Refused) as refused:
        _returned(town, _payment(batch))
    assert refused.value.code == "wrong_state"
    assert not pay(_payment(batch), on=timezone.localdate(), by=town.actor("finance"))


def test_what_was_not_sent_cannot_come_back_nor_tomorrow(town: Town):
    cast.approved(town)
    outbox.drain()
    prepared = _payment(payments.prepare(by=town.actor("finance")))
    with pytest.raises(Refused):
        _returned(town, prepared)
    with pytest.raises(Invalid):
        came_back(prepared, on=timezone.localdate() + timedelta(days=1), by=town.actor("finance"))


def test_the_database_itself_pays_an_invoice_once(town: Town, batch: Batch):
    first = _payment(batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            batch=batch, invoice=first.invoice, end_to_end_id="again", amount=first.amount, creditor="x", iban="x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=batch, end_to_end_id="of-nothing", amount=first.amount, creditor="x", iban="x")


@pytest.mark.parametrize("who", ["officer", "controller", "assessor", "librarian"])
def test_only_finance_says_what_came_back_and_that_it_is_mended(town: Town, batch: Batch, who: str):
    with pytest.raises(Forbidden):
        came_back(_payment(batch), on=timezone.localdate(), by=town.actor(who))
    returned = _returned(town, _payment(batch))
    with pytest.raises(Forbidden):
        mend(returned, how="Gebeld", by=town.actor(who))


def test_what_the_bank_paid_in_a_closed_month_counts_on_the_first_open_day(town: Town, batch: Batch):
    today = timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=62)):
        closing.close_period(
            town.municipality, year=today.year, month=today.month, reason="Maand", by=town.actor("finance")
        )
        payment = _paid(town, batch, on=today)
    first_open = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    assert (payment.paid_on, payment.bank_on) == (first_open, today)
    assert Invoice.objects.get().paid_on == first_open


def test_what_came_back_in_a_later_year_counts_in_the_year_in_which_it_is_paid_again(town: Town, batch: Batch):
    """The table of the closed year is not signed yet; a signed one is corrected: test_sisa_accounting.py."""
    today = timezone.localdate()
    payment = _paid(town, batch)
    with time_machine.travel(timezone.now() + timedelta(days=62)):
        closing.close_period(town.municipality, year=today.year, reason="Jaar", by=town.actor("finance"))
        mend(_returned(town, payment), how="Gebeld", by=town.actor("finance"))
        assert sisa_table(town.municipality, today.year).total == Decimal("0.00")
        second = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
        payments.settle(second, by=town.actor("finance"))
        table = sisa_table(town.municipality, today.year + 1)
    assert (table.total, table.cumulative) == (Decimal("250.00"), Decimal("250.00"))
