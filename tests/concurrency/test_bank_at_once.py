"""What the bank did is booked by one person at a time: settled, read in and sent back at the same moment, each once."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from portal.budgets.queries import verify
from portal.claims.models import Claim
from portal.payments import actions as payments
from portal.payments.models import Batch, Payment, ReturnedPayment, StatementEntry
from portal.payments.settling import came_back
from portal.payments.statements import read_statement
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.payments.test_read_statement import one, statement

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def _released(town: Town, number: int = 6) -> Batch:
    """So many claims of € 10, released to the bank in one batch."""
    made = cast.offer(town, price=Decimal("10.00"), capacity=None)
    for _number in range(number):
        cast.approved(town, cast.claim(town, cast.booking(town, made, status="accepted", units=1)))
    outbox.drain()
    return payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))


def _lines(batch: Batch) -> list[str]:
    return [one(each.end_to_end_id, str(each.amount)) for each in batch.payments.order_by("pk")]


def test_a_batch_marked_as_paid_while_its_statement_is_read(real_town: Town):
    """One of the two books each payment; neither waits for the other for ever."""
    finance = real_town.actor("finance")
    for _round in range(5):
        batch = _released(real_town)
        deeds = [
            partial(payments.settle, Batch.objects.get(pk=batch.pk), by=finance),
            partial(read_statement, statement(*_lines(batch)), by=real_town.actor("finance2")),
        ]
        outcomes = at_once(deeds)
        assert outcomes[DONE] >= 1 and set(outcomes) <= {DONE, "stale", "wrong_state"}, outcomes
        assert Batch.objects.get(pk=batch.pk).status == "settled"
    assert set(Claim.objects.values_list("status", flat=True)) == {"settled"}
    assert not Payment.objects.filter(paid_on=None).exists() and verify() == []


def test_two_statements_with_the_same_lines_in_another_order(real_town: Town):
    """The day and the week, read by two people: each line counts once, whoever comes second is told it is known."""
    people = [real_town.actor("finance"), real_town.actor("finance2")]
    for _round in range(5):
        batch = _released(real_town)
        lines = _lines(batch)
        files = [statement(*lines), statement(*reversed(lines))]
        outcomes = at_once([partial(read_statement, each, by=by) for each, by in zip(files, people, strict=True)])
        assert outcomes == {DONE: 2}, outcomes
        assert Batch.objects.get(pk=batch.pk).status == "settled"
    assert StatementEntry.objects.count() == Payment.objects.count() == 30


def test_a_payment_that_came_back_while_the_statement_of_its_batch_is_read(real_town: Town):
    """It came back once, whichever was first, and is not paid by the statement afterwards."""
    batch, by = _released(real_town), real_town.actor("finance")
    last = batch.payments.order_by("-pk")[0].pk
    rows = Payment.objects.select_related("invoice__claim", "batch")
    deeds = [partial(read_statement, statement(*_lines(batch)), by=real_town.actor("finance2"))]
    deeds += [partial(came_back, rows.get(pk=last), on=timezone.localdate(), by=by) for _person in range(3)]
    outcomes = at_once(deeds)
    assert outcomes[DONE] >= 1 and set(outcomes) <= {DONE, "stale", "wrong_state"}, outcomes
    assert Payment.objects.filter(batch=batch, live=True).exclude(paid_on=None).count() >= 5
    assert ReturnedPayment.objects.count() == Payment.objects.filter(live=False).count() <= 1
    assert Batch.objects.get(pk=batch.pk).status == "settled"
