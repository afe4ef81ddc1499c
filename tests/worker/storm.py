"""The storm: workers are killed, the broker forgets and its line is cut, the database goes away; all by one seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from portal.broker.transport import folder_of
from portal.celery import app
from tests.worker.lines import Line
from tests.worker.rig import Workers, database_url, kill
from tests.worker.sink import Sink

HANDS = 4
LEASE_SECONDS = 3
AWAY = 0.7  # seconds


def still_to_do() -> int:
    """Lines that somebody awaits and that did not have their effect yet."""
    return JournalLine.objects.filter(due_at__isnull=False, dispatched_at=None).count()


def done() -> int:
    """Lines that had their effect."""
    return JournalLine.objects.filter(dispatched_at__isnull=False).count()


def under_way() -> bool:
    """Whether somebody took a line in hand a moment ago."""
    fresh = timezone.now() + timedelta(seconds=LEASE_SECONDS - 0.03)
    return JournalLine.objects.filter(lease_until__gt=fresh, dispatched_at=None).exists()


@dataclass
class Storm:
    """Four workers at lines that can be cut, with somebody who starts again what died: `portal up` in small."""

    chance: Random
    sink: Sink
    kills: int = 6
    workers: Workers = field(default_factory=Workers)
    hands: list[subprocess.Popen[bytes]] = field(default_factory=list)
    killed: int = 0
    lasted: float = 0

    def __post_init__(self) -> None:
        self.lines = [Line(url) for url in self._servers()]
        broker, *database = self.lines or [None]
        self.environment = {
            "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS), "MAIL_SECONDS": str(LEASE_SECONDS), "EMAIL_URL": self.sink.url,
            "LOG_LEVEL": "CRITICAL", "LOG_LEVEL_CELERY": "CRITICAL",
        }  # fmt: skip
        if broker:
            self.environment["BROKER_URL"] = broker.url
        if database:
            self.environment["DATABASE_URL"] = database[0].url
        self.hands = [self._hand() for _ in range(HANDS)]

    def __str__(self) -> str:
        letters = self.sink.by_id().values()
        again = sum(len(each) > 1 for each in letters)
        tries = sum(JournalLine.objects.values_list("attempts", flat=True))
        return (
            f"{len(letters)} letters ({again} twice), {tries} attempts at "
            f"{JournalLine.objects.filter(attempts__gt=0).count()} lines, {self.killed} workers killed, "
            f"{self.lasted:.0f} s"
        )

    def rages(self, until: Callable[[], bool], lines: int, patience: float) -> None:
        """From the first line to the last of so many: something happens each time that a part of them was done."""
        began, next_sweep = time.monotonic(), 0.0
        blows = self._blows()
        before, part, struck = done(), lines / (len(blows) + 1), 0
        while not (finished := until()) or blows:
            assert time.monotonic() < began + patience, f"{still_to_do()} lines wait after {patience:.0f} seconds"
            if blows and (finished or done() - before > part * (struck + 1)):
                blows.pop()()
                struck += 1
            self._look_after_hands()
            if time.monotonic() > next_sweep:
                outbox.sweep()
                next_sweep = time.monotonic() + 1
            time.sleep(0.02)
        self.lasted = time.monotonic() - began

    def ends(self) -> None:
        """Nobody and nothing of it stays."""
        self.workers.end()
        for line in self.lines:
            line.close()

    def kill_one(self) -> None:
        """No goodbye: one of the two that are there longest, so that it is at work and not still starting."""
        limit = time.monotonic() + 1
        while not under_way() and time.monotonic() < limit:
            time.sleep(0.001)
        alive = [hand for hand in self.hands if hand.poll() is None]
        kill(self.chance.choice(alive[:2]))
        self.killed += 1

    def break_broker(self) -> None:
        """It is away, and when it is back it knows nothing of what it had."""
        if not self.lines:
            shutil.rmtree(folder_of(app.connection_for_write()), ignore_errors=True)
            return
        self.lines[0].cut()
        with app.connection_for_write() as away:
            for queue in settings.QUEUES:
                away.default_channel.queue_purge(queue)
        time.sleep(AWAY)
        self.lines[0].lay()

    def break_database(self) -> None:
        """It is away; SQLite, which cannot be, lets nobody write."""
        if connection.vendor == "sqlite":
            with transaction.atomic():
                time.sleep(AWAY)
            return
        self.lines[1].cut()
        time.sleep(AWAY)
        self.lines[1].lay()

    def _servers(self) -> list[str]:
        """What has an address. Files can be emptied but have no line."""
        broker = [os.environ["BROKER_URL"]] if "BROKER_URL" in os.environ else []
        assert broker or connection.vendor == "sqlite", "a database of its own goes with a broker of its own"
        return broker + ([database_url()] if connection.vendor == "postgresql" else [])

    def _blows(self) -> list[Callable[[], None]]:
        """In the order of this seed."""
        blows = [self.kill_one] * self.kills + [self.break_broker, self.break_database] * (1 + self.kills // 10)
        self.chance.shuffle(blows)
        return blows

    def _hand(self) -> subprocess.Popen[bytes]:
        return self.workers.start(**self.environment)

    def _look_after_hands(self) -> None:
        alive = [hand for hand in self.hands if hand.poll() is None]
        self.hands = alive + [self._hand() for _dead in range(HANDS - len(alive))]
