"""Long work: asked for once, done once, watched by who asked for it, and thrown away in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalogue.actor import ANYONE
from catalogue.errors import Forbidden, Refused
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, due, undelivered
from portal.jobs import actions, queries
from portal.jobs.models import Job, JobFile
from portal.jobs.work import Progress, Result
from tests import work
from tests.cast import Town


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    with work.known(count=work.count, refuse=work.refuse, break_down=work.break_down, look=look):
        yield


def look(job: Job, progress: Progress) -> Result:
    """Work that says how the job looks while it is being done."""
    progress(1, 4)
    now = Job.objects.get(pk=job.pk)
    return Result(f"{now.status} {now.done}/{now.parts} {now.language}")


def _events(job: Job) -> list[str]:
    return list(JournalLine.objects.filter(thing_id=job.pk).order_by("pk").values_list("event", flat=True))


def test_work_is_asked_for_by_a_deed_and_done_by_a_worker(town: Town):
    job = actions.start("count", {}, by=town.actor("coordinator"), parts=3)
    assert (job.status, job.owner, _events(job)) == ("queued", town.kring.pk, ["job.queued"])
    drain()
    job.refresh_from_db()
    assert (job.status, job.done, job.parts, job.words) == ("done", 3, 3, "Geteld.")
    file = queries.file_of(job)
    assert file and (file.name, bytes(file.content), file.size) == ("getallen.txt", b"1 2 3", 5)
    assert _events(job) == ["job.queued", "job.running", "job.done"]


def test_it_says_how_far_it_is_in_the_language_of_who_asked(town: Town):
    job = actions.start("look", {}, by=town.actor("coordinator"), parts=4)
    drain()
    job.refresh_from_db()
    assert job.words == "running 1/4 nl"


def test_what_the_rules_say_no_to_fails_at_once_with_their_sentence(town: Town):
    job = work.failed(town.actor("coordinator"))
    assert (job.status, job.error) == ("failed", "Er is niets te tellen. Vul eerst iets in.")
    assert not due().exists() and not undelivered().exists()


def test_a_mistake_of_ours_is_tried_some_times_and_then_said_without_its_details(town: Town):
    job = actions.start("break_down", {}, by=town.actor("coordinator"))
    for _try in range(actions.MOST_TRIES):
        JournalLine.objects.filter(thing_id=job.pk, due_at__isnull=False).update(due_at=timezone.now())
        drain()
    job.refresh_from_db()
    assert (job.status, job.tries) == ("failed", actions.MOST_TRIES)
    assert job.error.startswith("Er ging iets mis aan onze kant.") and "secret" not in job.error


def test_failed_work_can_be_tried_again_by_its_organisation_only(town: Town):
    job = work.failed(town.actor("coordinator"))
    with pytest.raises(Forbidden):
        actions.try_again(job, by=town.actor("other_coordinator"))
    actions.try_again(job, by=town.actor("teacher"))
    assert (job.status, job.error, job.tries) == ("queued", "", 0)
    with work.known(refuse=work.count):
        drain()
    job.refresh_from_db()
    assert job.status == "done"
    with pytest.raises(Refused, match="is niet mislukt"):
        actions.try_again(job, by=town.actor("teacher"))


def test_the_same_work_is_under_way_once_per_organisation(town: Town):
    first = actions.start("count", {}, by=town.actor("coordinator"), key="k", parts=1)
    assert actions.start("count", {}, by=town.actor("teacher"), key="k", parts=1) == first
    other = actions.start("count", {}, by=town.actor("officer"), key="k", parts=1)
    public = actions.start("count", {}, by=ANYONE, key="k", parts=1)
    assert actions.start("count", {}, by=ANYONE, key="k", parts=1) == public
    assert len({first.pk, other.pk, public.pk}) == 3
    drain()
    assert actions.start("count", {}, by=town.actor("teacher"), key="k", parts=1) != first, "that one ended"


def test_only_the_own_organisation_sees_it_and_public_work_who_knows_its_id(town: Town):
    job = actions.start("count", {}, by=town.actor("coordinator"))
    public = actions.start("count", {}, by=ANYONE)
    for who, sees in (("teacher", True), ("board", False), ("other_coordinator", False), ("officer", False)):
        assert queries.visible_to(town.actor(who)).filter(pk=job.pk).exists() == sees, who
        assert list(queries.own(town.actor(who))) == ([job] if sees else [])
        assert queries.visible_to(town.actor(who)).filter(pk=public.pk).exists()
    assert set(queries.visible_to(ANYONE)) == {public}
    assert list(queries.own(ANYONE)) == []


def test_a_file_is_kept_for_some_days_and_the_row_some_weeks(town: Town):
    job = work.done(town.actor("coordinator"))
    file, row = queries.kept_until()
    for later, files, rows in ((file - timedelta(hours=1), 1, 1), (file + timedelta(hours=1), 0, 1), (row * 1.1, 0, 0)):
        with time_machine.travel(timezone.now() + later, tick=False):
            actions.forget_old()
        assert (JobFile.objects.count(), Job.objects.filter(pk=job.pk).count()) == (files, rows)
