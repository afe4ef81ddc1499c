"""A real worker on the database of the test, and a claim so thick that its invoice takes a while to make."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import move
from portal.bookings.models import Booking, Delivery
from portal.claims.models import Claim, ClaimLine
from portal.env import ROOT
from portal.management.commands.up import command_of
from tests import cast
from tests.cast import Town

LEASE_SECONDS = 1
STEP_SECONDS = 5  # of long work: setting the pages of a brochure is one step
PATIENCE = 180.0


def database_url() -> str:
    """Where the worker finds the database of this test: the one that the test runner made."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    secret = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
    return f"postgres://{found['USER']}{secret}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


class Workers:
    """Starts workers as `portal up` does, and sees to it that none outlives the test."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, part: str = "worker", *flags: str, queues: str = "", **otherwise: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DATABASE_URL": database_url(), "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS), "LOG_LEVEL": "ERROR",
            "WORKER_THREADS": "1",
            "JOB_STEP_SECONDS": str(STEP_SECONDS),
        } | otherwise  # fmt: skip
        # A name for each: two workers of one name on one host cannot both listen to RabbitMQ.
        command = [*command_of(part, queues, f"worker{len(self.started)}"), *flags]
        worker = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        self.started.append(worker)
        return worker

    def end(self) -> None:
        for worker in self.started:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def kill(worker: subprocess.Popen[bytes]) -> None:
    """As an operator, a full memory or a power cut does it: no goodbye."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_until(condition: Callable[[], bool], pause: float = 0.002) -> None:
    """Look again and again; now and then the clock ticks, and sends what is left behind as `sweep-outbox` does."""
    limit, next_tick = time.monotonic() + PATIENCE, 0.0
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        if time.monotonic() > next_tick:
            outbox.sweep()
            next_tick = time.monotonic() + 1
        time.sleep(pause)


def is_being_worked_on(event: str) -> bool:
    """Somebody took the line of this event and did not finish it."""
    now = timezone.now()
    return JournalLine.objects.filter(event=event, lease_until__gt=now, dispatched_at__isnull=True).exists()


def thick_claim(town: Town, lines: int = 200) -> Claim:
    """A submitted claim of hundreds of delivered bookings, copied from one that was made by the deeds.

    Its rows are written at once: by the deeds alone it would take a minute, and what is tested comes after them.
    """
    claim = cast.claim(town, cast.booking(town, cast.offer(town, price=Decimal("1.00")), status="accepted", units=1))
    line = claim.lines.get()
    fields = {field.name: getattr(line.booking, field.name) for field in Booking._meta.concrete_fields}
    copied = fields.keys() - {"id"}
    rows = Booking.objects.bulk_create(Booking(**{name: fields[name] for name in copied}) for _ in range(lines - 1))
    today = timezone.localdate()
    Delivery.objects.bulk_create(
        Delivery(booking=row, date=today, sessions=1, pupils_reached=20, by="copy") for row in rows
    )
    ClaimLine.objects.bulk_create(
        ClaimLine(
            claim=claim, booking=row, goal=line.goal, position=position, description=f"Les {position}", quantity=1,
            unit_price=line.unit_price, amount=line.amount,
        )
        for position, row in enumerate(rows, start=2)
    )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(claimed=lines * line.amount)
    claim.refresh_from_db()
    return claim


def approve(town: Town, claim: Claim) -> Claim:
    """The last step of an approval: the move that the worker waits for, committed."""
    return move(claim, "approved", by=town.actor("officer"), sanctioned=claim.claimed)
