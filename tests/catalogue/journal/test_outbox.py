"""The outbox: what somebody awaits has its effect exactly once, whatever falls over on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.conf import settings

from catalogue.actor import Actor
from catalogue.errors import Forbidden, Refused
from catalogue.journal import actions as journal
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import Reaction, drain, due, listen, record, sweep, undelivered, work
from catalogue.journal.queries import undelivered_to
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board
from portal.reactions import start_listening
from tests.cast import OPERATOR, Town

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


@dataclass
class Listener:
    """Awaits `bell.rung`; its effect is a board in the database. Can be told to fail, or to be slow."""

    announced: list[int] = field(default_factory=list)
    prepared: list[UUID] = field(default_factory=list)
    meanwhile: list[int] = field(default_factory=list)
    broken: bool = False

    def prepare(self, thing_id: UUID) -> str:
        self.prepared.append(thing_id)
        for line_id in self.meanwhile[:1]:
            self.meanwhile.clear()
            JournalLine.objects.filter(pk=line_id).update(lease_until=NOON - LEASE)
            assert work(line_id), "somebody else takes the line whose lease ran out"
        return f"Stichting {len(self.prepared)}"

    def act(self, _thing_id: UUID, name: str) -> None:
        organisations.add_board(name=name, number=f"{12300 + _effects()}", by=OPERATOR)
        if self.broken:
            raise OSError("the printer is on fire")


@pytest.fixture
def bell(db: None) -> Iterator[Listener]:
    """Somebody who listens in place of the portal, for one test."""
    listener = Listener()
    listen(
        {"bell.rung": Reaction(listener.act, listener.prepare)}, lambda line, _queue: listener.announced.append(line)
    )
    with time_machine.travel(NOON, tick=False):
        yield listener
    start_listening()


@pytest.fixture
def line(bell: Listener) -> JournalLine:
    board = organisations.add_board(name="Stichting Bel", number="00001", by=OPERATOR)
    return record("bell.rung", board, by=OPERATOR)


def _effects() -> int:
    return Board.objects.filter(number__startswith="123").count()


def test_a_line_that_nobody_awaits_is_history_only(bell: Listener, line: JournalLine):
    other = record("bell.polished", Board.objects.get(number="00001"), by=OPERATOR)
    assert other.due_at is None
    assert set(due()) == {line}


def test_a_due_line_has_its_effect_once(line: JournalLine):
    assert work(line.pk)
    assert not work(line.pk)
    assert _effects() == 1
    assert not due().exists()


def test_a_leased_line_is_left_alone_until_the_lease_runs_out(line: JournalLine):
    JournalLine.objects.filter(pk=line.pk).update(lease_until=NOON + LEASE, attempts=1)
    assert not work(line.pk)
    with time_machine.travel(NOON + LEASE + timedelta(seconds=1)):
        assert work(line.pk)
    assert _effects() == 1


def test_a_worker_that_was_overtaken_changes_nothing(bell: Listener, line: JournalLine):
    """The first attempt is so slow that its lease runs out; the second one finishes; then the first comes back."""
    bell.meanwhile.append(line.pk)
    assert not work(line.pk)
    assert len(bell.prepared) == 2
    assert [board.name for board in Board.objects.filter(number__startswith="123")] == ["Stichting 2"]
    line.refresh_from_db()
    assert (line.attempts, line.dispatched_at) == (2, NOON)


def test_a_failure_undoes_the_effect_and_is_kept_with_its_cause(bell: Listener, line: JournalLine):
    bell.broken = True
    assert not work(line.pk)
    line.refresh_from_db()
    assert _effects() == 0
    assert (line.attempts, line.lease_until, line.dispatched_at) == (1, None, None)
    assert line.last_error == "OSError: the printer is on fire"
    assert NOON + timedelta(seconds=1) <= line.due_at <= NOON + timedelta(seconds=2)


def test_the_pauses_grow_and_what_keeps_failing_ends_on_the_list(bell: Listener, line: JournalLine):
    bell.broken = True
    pauses, moment = [], NOON
    while not undelivered().exists():
        with time_machine.travel(moment, tick=False):
            assert not work(line.pk)
        line.refresh_from_db()
        pauses.append((line.due_at - moment).total_seconds())
        moment = line.due_at
    longest = [min(2**attempt, 600) for attempt in range(1, settings.OUTBOX_ATTEMPTS + 1)]
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, longest, strict=True))
    assert pauses != longest, "spread: what failed together does not come back together"
    with time_machine.travel(moment + timedelta(days=1)):
        assert not work(line.pk), "it waits for a person now"


def _given_up(line: JournalLine, town: Town) -> JournalLine:
    JournalLine.objects.filter(pk=line.pk).update(
        failed_at=NOON, attempts=9, tries=settings.OUTBOX_ATTEMPTS, last_error="x"
    )
    line.refresh_from_db()
    return line


@pytest.mark.parametrize(
    ("who", "sees"), [("finance", True), ("admin", True), ("assessor", False), ("director", False)]
)
def test_the_list_of_failed_work_is_for_who_can_do_something(town: Town, who: str, sees: bool):
    line = record("bell.rung", town.programme, by=town.actor("officer"))
    JournalLine.objects.filter(pk=line.pk).update(failed_at=NOON, due_at=NOON)
    assert undelivered_to(town.actor(who)).exists() is sees


def test_a_person_tries_again_and_then_it_works(town: Town, line: JournalLine):
    failed = _given_up(line, town)
    again = journal.retry(failed, by=town.actor("finance"))
    assert (again.failed_at, again.due_at) == (None, NOON)
    assert work(again.pk)
    assert _effects() == 1
    assert JournalLine.objects.filter(event="journal.retried").count() == 1


def test_there_is_nothing_to_try_again_when_nothing_failed(town: Town, line: JournalLine):
    with pytest.raises(Refused) as refused:
        journal.retry(line, by=town.actor("finance"))
    assert refused.value.code == "wrong_state"


def test_others_cannot_try_again(town: Town, line: JournalLine):
    failed = _given_up(line, town)
    for who in ("assessor", "controller", "librarian", "director"):
        by: Actor = town.actor(who)
        with pytest.raises(Forbidden):
            journal.retry(failed, by=by)


def test_the_sweeper_announces_what_is_overdue_and_only_that(bell: Listener, line: JournalLine):
    assert sweep() == [], "a fresh line has its own hint on the way"
    with time_machine.travel(NOON + timedelta(seconds=3)):
        assert sweep() == [line.pk]
        assert sweep() == [line.pk], "safe at any time, any number of times"
    assert bell.announced == [line.pk, line.pk]
    work(line.pk)
    with time_machine.travel(NOON + timedelta(seconds=3)):
        assert sweep() == []


def test_a_broker_that_is_away_loses_only_the_hint(
    bell: Listener, line: JournalLine, django_capture_on_commit_callbacks
):
    def no_broker(_line_id: int, _queue: str) -> None:
        raise ConnectionError("no broker")

    listen({"bell.rung": Reaction(bell.act, bell.prepare)}, no_broker)
    with django_capture_on_commit_callbacks(execute=True):
        record("bell.rung", Board.objects.get(number="00001"), by=OPERATOR)
    assert due().count() == 2


def test_a_line_is_announced_after_the_commit_and_not_before(
    bell: Listener, db: None, django_capture_on_commit_callbacks
):
    board = organisations.add_board(name="Stichting Bel", number="00002", by=OPERATOR)
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        line = record("bell.rung", board, by=OPERATOR)
        assert bell.announced == []
    assert len(waiting) == 1
    assert bell.announced == [line.pk]


def test_drain_works_off_everything_that_is_due(bell: Listener, line: JournalLine):
    record("bell.rung", Board.objects.get(number="00001"), by=OPERATOR)
    assert drain() == 2
    assert drain() == 0
    assert _effects() == 2


def test_attempts_are_the_fencing_token_and_only_grow(bell: Listener, line: JournalLine):
    bell.broken = True
    for attempt in (1, 2, 3):
        JournalLine.objects.filter(pk=line.pk).update(due_at=NOON)
        work(line.pk)
        line.refresh_from_db()
        assert line.attempts == attempt
    assert outbox.retry(line).attempts == 3
