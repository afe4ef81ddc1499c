"""The outbox: queues apart, work that must wait without having failed, and work that is given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from catalogue.journal.lease import GiveUp, Later
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import Reaction, due, listen, record, retry, sweep, undelivered, work
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board
from portal.reactions import REACTIONS, start_listening
from tests.cast import OPERATOR

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Bell:
    """Awaits two events; what it raises is chosen by the test."""

    def __init__(self) -> None:
        self.announced: list[tuple[int, str]] = []
        self.error: BaseException | None = None
        self.waiting: dict[str, int] | None = {}

    def ring(self, _thing: UUID) -> None:
        if self.error:
            raise self.error

    def announce(self, line_id: int, queue: str) -> None:
        self.announced.append((line_id, queue))

    def count(self) -> dict[str, int]:
        if self.waiting is None:
            raise ConnectionError("no broker")
        return self.waiting


@pytest.fixture
def bell(db: None) -> Iterator[Bell]:
    """Somebody who listens in place of the portal, for one test."""
    made = Bell()
    listen(
        {"bell.rung": Reaction(made.ring), "bell.cast": Reaction(made.ring, queue=lambda data: data["queue"])},
        made.announce,
        made.count,
    )
    with time_machine.travel(NOON, tick=False):
        organisations.add_board(name="Stichting Bel", number="00001", by=OPERATOR)
        yield made
    start_listening()


def _line(event: str = "bell.rung", **data: Any) -> JournalLine:
    return record(event, Board.objects.get(number="00001"), by=OPERATOR, data=data)


def _down(line: JournalLine) -> None:
    """A worker takes the line and goes down with it; its lease is over."""
    with pytest.raises(KeyboardInterrupt):
        work(line.pk)
    JournalLine.objects.filter(pk=line.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_line_waits_in_the_queue_of_its_reaction(bell: Bell):
    assert _line().queue == "work"
    assert _line("bell.cast", queue="imports").queue == "imports"


def test_every_reaction_of_the_portal_has_a_queue_that_somebody_serves():
    data: dict[str, Any] = {"kind": "nobody knows"}
    assert {reaction.queue_of(data) for reaction in REACTIONS.values()} == set(settings.QUEUES)


def test_the_sweeper_takes_some_of_each_queue(bell: Bell):
    for _number in range(5):
        _line("bell.cast", queue="imports")
    small = _line()
    with time_machine.travel(NOON + timedelta(seconds=3)):
        sweep(limit=2)
    assert [queue for _line, queue in bell.announced] == ["work", "imports", "imports"]
    assert bell.announced[0][0] == small.pk


def test_the_sweeper_fills_no_queue_with_hints_that_nobody_takes(bell: Bell):
    """Bug: behind a slow mail server each sweep added as many again, until the workers saw nothing but old hints."""
    for _number in range(5):
        _line("bell.cast", queue="imports")
    bell.waiting = {"imports": 2}
    with time_machine.travel(NOON + timedelta(seconds=3)):
        assert len(sweep(limit=3)) == 1
        bell.waiting = {"imports": 3, "mail": 9}
        assert sweep(limit=3) == []
        bell.waiting = {}
        assert len(sweep(limit=3)) == 3, "a broker that forgot everything gets them at once"


def test_a_broker_that_does_not_say_how_many_wait_is_asked_again_later(bell: Bell):
    _line()
    bell.waiting = None
    with time_machine.travel(NOON + timedelta(seconds=3)):
        assert sweep() == []
        bell.waiting = {}
        assert len(sweep()) == 1


def test_later_is_no_failure_and_not_counted(bell: Bell):
    line, bell.error = _line(), Later(90)
    for _time in range(settings.OUTBOX_ATTEMPTS + 1):
        JournalLine.objects.filter(pk=line.pk).update(due_at=NOON)
        assert not work(line.pk)
    line.refresh_from_db()
    assert (line.tries, line.last_error, line.failed_at) == (0, "", None)
    assert line.due_at == NOON + timedelta(seconds=90)


def test_what_must_not_be_tried_again_waits_for_a_person_at_once(bell: Bell):
    line, bell.error = _line(), GiveUp("Nobody knows whether it arrived.")
    assert not work(line.pk)
    (failed,) = undelivered()
    assert failed.last_error == "Nobody knows whether it arrived."
    bell.error = None
    assert work(retry(failed).pk)


def test_work_that_takes_its_worker_down_is_not_tried_for_ever(bell: Bell):
    line, bell.error = _line(), KeyboardInterrupt()
    for _time in range(2 * settings.OUTBOX_ATTEMPTS):
        _down(line)
    assert not work(line.pk), "nobody dies for it any more"
    assert undelivered().get().last_error.startswith("WorkerStopped")
    assert not due().exists()


def test_after_a_person_asked_it_has_all_its_tries_again(bell: Bell):
    line, bell.error = _line(), OSError("the printer is on fire")
    JournalLine.objects.filter(pk=line.pk).update(tries=settings.OUTBOX_ATTEMPTS - 1, attempts=20)
    assert not work(line.pk)
    again = retry(undelivered().get())
    assert (again.tries, again.attempts) == (0, 21)
    assert not work(line.pk) and not undelivered().exists()


def test_an_event_that_no_release_knows_any_more_is_not_lost(bell: Bell):
    line = _line()
    listen({}, bell.announce)
    assert not work(line.pk)
    line.refresh_from_db()
    assert line.last_error.startswith("KeyError") and line.due_at is not None
