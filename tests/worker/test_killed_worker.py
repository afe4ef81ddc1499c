"""Shows 5: the worker is killed or frozen on the way from approval to invoice. One invoice, the next number, no gap."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from catalogue.journal.models import JournalLine
from portal.invoices.models import Document, Invoice, Series
from tests import cast
from tests.cast import Town
from tests.worker.rig import Workers, approve, is_being_worked_on, kill, thick_claim, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.broker, pytest.mark.databases]


@pytest.fixture
def workers(real_town: Town) -> Iterator[Workers]:
    """Real worker processes on the database of this test; gone before the database is."""
    started = Workers()
    yield started
    started.end()


def _issued() -> bool:
    found = set(Invoice.objects.values_list("status", flat=True))
    return bool(found) and found <= {"issued", "sent"}


def _numbers() -> list[int]:
    return sorted(int(number[-5:]) for number in Invoice.objects.values_list("number", flat=True))


def test_killed_between_approval_and_invoice_and_again_while_making_it(real_town: Town, workers: Workers):
    claim = thick_claim(real_town)
    worker = workers.start()
    approve(real_town, claim)

    wait_until(lambda: is_being_worked_on("claim.approved"))
    kill(worker)
    assert not Invoice.objects.exists(), "killed before the number was drawn"
    assert not Series.objects.exists(), "and the number was not drawn either"

    worker = workers.start()
    wait_until(lambda: is_being_worked_on("invoice.pending"))
    kill(worker)
    invoice = Invoice.objects.get()
    assert (invoice.status, Document.objects.count()) == ("pending", 0), "killed while the documents were made"

    workers.start()
    wait_until(_issued)
    assert (_numbers(), Document.objects.count()) == ([1], 2)
    assert Invoice.objects.get() == invoice
    assert list(Series.objects.values_list("last", flat=True)) == [1]
    road = JournalLine.objects.filter(event__in=("claim.approved", "invoice.pending"))
    attempts = dict(road.values_list("event", "attempts"))
    assert attempts == {"claim.approved": 2, "invoice.pending": 2}

    cast.approved(real_town)
    wait_until(lambda: Invoice.objects.count() == 2 and _issued())
    assert _numbers() == [1, 2]


@pytest.mark.skipif("BROKER_URL" not in os.environ, reason="a dozen seconds: only in `make test-all`, with each broker")
def test_frozen_so_long_that_another_takes_over_and_then_thawed(real_town: Town, workers: Workers):
    """The first one wakes up with documents in its hands, finds that it was overtaken, and changes nothing."""
    claim = thick_claim(real_town)
    first = workers.start()
    approve(real_town, claim)
    wait_until(lambda: is_being_worked_on("invoice.pending"))
    os.killpg(first.pid, signal.SIGSTOP)
    assert not Document.objects.exists()

    workers.start()
    wait_until(_issued)
    documents = set(Document.objects.values_list("pk", "sha256"))
    os.killpg(first.pid, signal.SIGCONT)
    os.killpg(first.pid, signal.SIGTERM)
    assert first.wait(timeout=60) == 0, "it finished what it had in hand, and left politely"

    assert set(Document.objects.values_list("pk", "sha256")) == documents
    assert _numbers() == [1]
    assert JournalLine.objects.filter(event="invoice.issued").count() == 1
