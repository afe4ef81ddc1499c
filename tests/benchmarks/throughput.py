"""How many invoices a worker makes: `python -m tests.benchmarks.throughput`, beside the typesetter alone.

Of each approved claim (ROUNDS=60) the worker draws the number and freezes the words, makes UBL and PDF, keeps both and
moves the invoice: two journal lines with lease, attempt and transaction. Beside it, in the same round: setting the same
PDF and writing the two files in one transaction, which is the least that anybody could do. Prints medians and their
ratio on the configured database; asserts nothing, because seconds say more about the machine than about the code.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["LOG_LEVEL"] = "ERROR"
django.setup()

from django.db import transaction  # noqa: E402  # Django has to be set up first
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402  # the same

from catalogue.journal import outbox  # noqa: E402  # the same
from portal.invoices import actions as invoices  # noqa: E402  # the same
from portal.invoices.models import Document, Invoice  # noqa: E402  # the same
from tests import cast  # noqa: E402  # the same

ROUNDS = int(os.environ.get("ROUNDS", "60"))


def took(deed: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def least(invoice: Invoice) -> None:
    """The same two files, made and written; undone, so that the invoice keeps its own."""
    with transaction.atomic():
        Document.objects.filter(invoice=invoice).delete()
        for kind, content in zip(("ubl", "pdf"), invoices.render(invoice.pk), strict=True):
            sha256 = hashlib.sha256(content).hexdigest()
            Document.objects.create(invoice=invoice, kind=kind, content=content, sha256=sha256)


def main() -> None:
    """The report."""
    town = cast.build_town()
    offer = cast.offer(town, price=Decimal("1.00"), capacity=ROUNDS)
    waiting = [cast.claim(town, cast.booking(town, offer, status="accepted", units=1)) for _ in range(ROUNDS)]
    outbox.drain()
    worker, alone = [], []
    for claim in waiting:
        cast.approved(town, claim)
        worker.append(took(outbox.drain))
        invoice = Invoice.objects.get(claim=claim)
        assert invoice.status == "sent"
        alone.append(took(lambda made=invoice: least(made)))
    one, other = statistics.median(worker), statistics.median(alone)
    sys.stdout.write(
        f"{ROUNDS} invoices: the worker {one:.1f} ms each ({1000 / one:.0f} per second and worker), "
        f"the files alone {other:.1f} ms: {one / other:.2f} times\n"
    )


if __name__ == "__main__":
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        main()
    finally:
        teardown_databases(databases, verbosity=0)
