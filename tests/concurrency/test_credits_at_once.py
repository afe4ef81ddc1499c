"""Credit notes at the same moment: never above the invoice, numbers in a row, and nothing paid that was taken back."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.invoices.crediting import credit
from portal.invoices.models import Invoice, Series
from portal.payments import actions as payments
from portal.payments.models import Payment
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.invoices import notes

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_parts_credited_at_once_never_add_up_to_more_than_the_invoice(real_town: Town):
    """Eight people read the invoice of € 250 and credit € 100 of it; who comes too late is told so."""
    row, by = notes.issued(real_town), real_town.actor("finance")
    said = {"reason": "Minder", "lines": [(1, Decimal("100.00"))], "by": by}
    outcomes = at_once([partial(credit, Invoice.objects.get(pk=row.pk), **said) for _n in range(8)])
    row.refresh_from_db()
    made = Invoice.objects.filter(kind="credit_note")
    assert outcomes[DONE] == made.count() >= 1
    assert sum(note.gross_amount for note in made) == row.credited_amount <= row.gross_amount
    assert Account.objects.get(school=real_town.kring).spent == row.to_pay
    assert Series.objects.get().last == 1 + made.count() and verify() == []


def test_credited_and_put_in_a_batch_at_once(real_town: Town):
    """Either the batch pays what is left after the credit note, or the credit note waits for the batch."""
    row = notes.issued(real_town)
    finance = real_town.actor("finance")
    said = {"reason": "Minder", "lines": [(1, Decimal("100.00"))], "by": finance}
    deeds = [partial(credit, Invoice.objects.get(pk=row.pk), **said), partial(payments.prepare, by=finance)]
    outcomes = at_once(deeds)
    row.refresh_from_db()
    assert outcomes[DONE] + outcomes["in_batch"] == 2 and outcomes[DONE] >= 1
    assert Payment.objects.get().amount == row.to_pay
