"""A worker that dies, or is too slow, in the middle of long work: somebody else takes it over, and it ends once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.lease import Overtaken
from catalogue.journal.models import JournalLine
from portal.jobs import actions
from portal.jobs.models import Job, JobFile
from portal.jobs.work import Progress, Result
from tests import work
from tests.cast import Town

STEP = settings.JOB_STEP_SECONDS


class PowerCut(BaseException):
    """The process is gone: nothing of it is handled, nothing is written down."""


def die(job: Job, progress: Progress) -> Result:
    """Half-way, the worker goes down."""
    progress(1, 2)
    raise PowerCut


@pytest.fixture
def job(town: Town) -> Iterator[Job]:
    """Work that was half-way when its worker went down."""
    with work.known(count=die):
        found = actions.start("count", {}, by=town.actor("coordinator"), parts=2)
        with pytest.raises(PowerCut):
            outbox.drain()
    with work.known(count=work.count):
        yield found


def _works_on(job: Job, after: int) -> bool:
    line = JournalLine.objects.get(thing_id=job.pk, event="job.queued")
    with time_machine.travel(timezone.now() + timedelta(seconds=after), tick=False):
        return outbox.work(line.pk)


def test_nobody_takes_it_while_the_step_that_was_told_may_still_be_going_on(job: Job):
    assert not _works_on(job, after=STEP - 5)
    assert _works_on(job, after=STEP + 5)
    job.refresh_from_db()
    assert (job.status, job.attempts, JobFile.objects.count()) == ("done", 2, 1)
    events = JournalLine.objects.filter(thing_id=job.pk).order_by("pk").values_list("event", flat=True)
    assert list(events) == ["job.queued", "job.running", "job.taken_over", "job.done"]


def test_who_was_overtaken_stops_at_its_next_step_and_changes_nothing(town: Town):
    """The first worker sleeps through its lease; another does the work; then the first one wakes up."""
    told: list[str] = []

    def sleep(job: Job, progress: Progress) -> Result:
        with work.known(count=work.count):
            assert _works_on(job, after=STEP + 5)
        try:
            progress(1, 2)
        except Overtaken:
            told.append("overtaken")
            raise
        return Result("twice")

    with work.known(count=sleep):
        job = actions.start("count", {}, by=town.actor("coordinator"), parts=2)
        outbox.drain()
    job.refresh_from_db()
    assert (told, job.words, JobFile.objects.count()) == (["overtaken"], "Geteld.", 1)
    assert not outbox.due().exists()


def test_work_that_takes_its_worker_down_each_time_is_not_tried_for_ever(job: Job):
    with work.known(count=die):
        for turn in range(1, actions.MOST_TRIES):
            with pytest.raises(PowerCut):
                _works_on(job, after=turn * (STEP + 5))
        assert _works_on(job, after=(STEP + 5) * (actions.MOST_TRIES + 1))
    job.refresh_from_db()
    assert (job.status, job.error.split(".")[0]) == ("failed", "Dit werk is enkele keren afgebroken")
