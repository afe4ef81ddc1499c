"""Thousands of imports wait; an invoice does not wait for them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from portal.celery import app
from portal.invoices.models import Invoice
from portal.management.commands.up import TOGETHER
from portal.tasks import announce
from tests import cast
from tests.cast import Town
from tests.worker.rig import Workers, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.broker, pytest.mark.databases]
MANY = int(os.environ.get("MANY_IMPORTS", "3000"))  # ten thousand take half a minute to wait


@pytest.fixture
def workers(real_town: Town) -> Iterator[Workers]:
    """The workers of `portal up`, on the database of this test; what they left waiting is taken away with them."""
    started = Workers()
    yield started
    started.end()
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge("imports")


def _imports(many: int) -> None:
    """So many lines about files to be imported, each announced; the files themselves are gone by now."""
    now = timezone.now()
    JournalLine.objects.bulk_create(
        JournalLine(event="import.waiting", thing="import", thing_id=uuid4(), role="tests", due_at=now, queue="imports")
        for _ in range(many)
    )
    for line_id in _waiting().values_list("pk", flat=True):
        announce(line_id, "imports")


def _waiting() -> outbox.JournalLines:
    return JournalLine.objects.filter(queue="imports", dispatched_at=None)


def _issued(many: int) -> bool:
    return Invoice.objects.filter(status__in=("issued", "sent")).count() == many


def test_many_imports_do_not_keep_an_invoice_waiting(real_town: Town, workers: Workers):
    outbox.drain()
    first, second = (cast.claim(real_town) for _ in range(2))
    for _part, queues, _wait in TOGETHER.values():
        if queues:
            workers.start(queues=queues)
    cast.approved(real_town, first)
    wait_until(lambda: _issued(1))

    _imports(MANY)
    wait_until(lambda: _waiting().count() < MANY)
    began = time.monotonic()
    cast.approved(real_town, second)
    wait_until(lambda: _issued(2))
    assert _waiting().count() > MANY / 2, "the imports had hardly begun"
    assert time.monotonic() - began < 15
