"""Answers to one invoice at the same moment: one of them counts, and nothing that is objected to slips into a batch."""

from __future__ import annotations

from functools import partial

import pytest

from portal.invoices.accepting import accept, accept_silently, object_to
from portal.invoices.actions import ask_again
from portal.invoices.crediting import credit
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.queries import acceptance_of
from portal.payments import actions as payments
from portal.payments.models import Payment
from tests.cast import OPERATOR, TODAY, Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.invoices import notes

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_accepted_objected_to_and_silent_at_once(real_town: Town):
    row, by = notes.issued(real_town), real_town.actor("librarian")
    Acceptance.objects.update(until=TODAY.replace(year=2025))
    deeds = [
        partial(accept, acceptance_of(row), by=by), partial(object_to, acceptance_of(row), reason="Nee", by=by),
        partial(accept_silently, acceptance_of(row), by=OPERATOR), partial(accept, acceptance_of(row), by=by),
    ]  # fmt: skip
    outcomes = at_once(deeds)
    assert outcomes == {DONE: 1, "stale": 3}
    assert Acceptance.objects.get().status in ("accepted", "objected")


def test_objected_to_and_put_in_a_batch_at_once(real_town: Town):
    """Either it is held, or it stood in the batch before the objection was there."""
    row, by = notes.issued(real_town), real_town.actor("librarian")
    deeds = [
        partial(object_to, acceptance_of(row), reason="Nee", by=by),
        partial(payments.prepare, by=real_town.actor("finance")),
    ]
    outcomes = at_once(deeds)
    assert Acceptance.objects.get().status == "objected"
    assert outcomes[DONE] + outcomes["nothing_to_pay"] == 2
    found = Payment.objects.filter(invoice=row).first()
    assert (found is None) == (outcomes["nothing_to_pay"] == 1)


def test_credited_and_objected_to_at_once(real_town: Town):
    row, by = notes.issued(real_town), real_town.actor("librarian")
    deeds = [
        partial(object_to, acceptance_of(row), reason="Nee", by=by),
        partial(credit, Invoice.objects.get(pk=row.pk), reason="Fout", by=real_town.actor("finance")),
    ]
    outcomes = at_once(deeds)
    assert outcomes[DONE] + outcomes["stale"] == 2 and outcomes[DONE] >= 1
    assert Acceptance.objects.get(pk=row.pk).status == "credited"


def test_sent_again_by_many_at_once_goes_once(real_town: Town):
    row = notes.issued(real_town)
    people = [real_town.actor(who) for who in ("finance", "finance2", "librarian")] * 2
    deeds = [partial(ask_again, Invoice.objects.get(pk=row.pk), by=by) for by in people]
    outcomes = at_once(deeds)
    assert outcomes[DONE] == 1 and outcomes["stale"] + outcomes["on_its_way"] == 5
