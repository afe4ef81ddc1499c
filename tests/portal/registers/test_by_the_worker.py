"""A long register is read by the worker: it may be left, says how far it is, and survives a worker that dies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from catalogue.duo.models import DuoImport
from catalogue.errors import Forbidden, Refused
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.organisations.models import School
from portal.jobs.models import Job
from portal.jobs.work import Progress, Result
from portal.registers import actions, making
from portal.registers.queries import jobs_of
from tests import work
from tests.cast import Town
from tests.catalogue.duo.files import SITES_2026, file, many_sites, site

MANY = 600


class PowerCut(BaseException):
    """The process is gone: nothing of it is handled, nothing is written down."""


def _sent(town: Town, content: bytes | None = None) -> DuoImport:
    return actions.bring_in(content or many_sites(MANY), "vestigingen.csv", by=town.actor("officer"))


def _loading(town: Town) -> DuoImport:
    row = _sent(town)
    outbox.drain()
    row.refresh_from_db()
    return actions.carry_out(row, by=town.actor("officer"))


def test_small_files_are_looked_at_and_loaded_at_once(town: Town):
    row = _sent(town, file(SITES_2026, site("98BA00", "De Nieuwe")))
    assert (row.status, jobs_of([row])) == ("looked_at", {})
    assert actions.carry_out(row, by=town.actor("officer")).status == "loaded"


def test_a_long_one_waits_is_looked_at_and_loaded_by_the_worker(town: Town):
    row = _sent(town)
    assert (row.status, row.length, School.objects.count()) == ("waiting", MANY, 3)
    job = jobs_of([row])[row.pk]
    assert (job.status, job.parts, job.owner) == ("queued", MANY, town.municipality.pk)
    outbox.drain()
    row.refresh_from_db()
    assert (row.status, row.figures["added"], len(row.told["added"])) == ("looked_at", MANY, MANY)
    assert School.objects.count() == 3, "looking changes nothing"

    actions.carry_out(row, by=town.actor("officer"))
    assert row.status == "loading"
    outbox.drain()
    row.refresh_from_db()
    assert (row.status, School.objects.count(), bytes(row.content)) == ("loaded", MANY + 3, b"")
    assert list(Job.objects.order_by("created_at").values_list("status", "words")) == [
        ("done", "Bekeken. Er is nog niets veranderd."), ("done", f"Geladen: {MANY} rijen."),
    ]  # fmt: skip


def test_it_says_how_far_it_is(town: Town):
    seen: list[tuple[int, int]] = []

    def watched(job: Job, progress: Progress) -> Result:
        def told(done: int, total: int) -> None:
            progress(done, total)
            seen.append(_how_far(job))

        return making.read(job, told)  # type: ignore[arg-type]

    with work.known(register=watched):
        _sent(town)
        outbox.drain()
    assert seen == [(250, MANY), (500, MANY), (MANY, MANY)]


def _how_far(job: Job) -> tuple[int, int]:
    now = Job.objects.get(pk=job.pk)
    return now.done, now.parts


@pytest.mark.slow
@pytest.mark.parametrize("dies_at", [250, MANY])
def test_a_worker_that_dies_is_overtaken_and_nothing_is_there_twice_or_half(town: Town, dies_at: int):
    def dies(job: Job, progress: Progress) -> Result:
        def told(done: int, total: int) -> None:
            progress(done, total)
            if done == dies_at:
                raise PowerCut

        return making.read(job, told)  # type: ignore[arg-type]

    row = _loading(town)
    with work.known(register=dies), pytest.raises(PowerCut):
        outbox.drain()
    row.refresh_from_db()
    assert (row.status, School.objects.count()) == ("loading", 3)
    _later()
    row.refresh_from_db()
    assert (row.status, School.objects.count()) == ("loaded", MANY + 3)
    assert JournalLine.objects.filter(event="duo_import.loaded").count() == 1
    job = Job.objects.get(key=f"{row.pk} loading")
    assert (job.status, job.attempts, making.read(job, _silent).words) == ("done", 2, "Dit bestand was al klaar.")


def _silent(_done: int, _total: int) -> Any:
    return None


def _later() -> None:
    """The lease of the dead worker has run out, and another one looks what there is to do."""
    line = JournalLine.objects.filter(event="job.queued", dispatched_at__isnull=True).get()
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.JOB_STEP_SECONDS + 5), tick=False):
        assert outbox.work(line.pk)


def test_a_long_file_that_cannot_be_read_says_where_and_changes_nothing(town: Town):
    rows = [site(f"1{at // 100}AA{at % 100:02}", f"School {at}") for at in range(300)]
    rows[270] = rows[270].replace("3601 AB", "360 AB")
    row = _sent(town, file(SITES_2026, *rows))
    outbox.drain()
    row.refresh_from_db()
    assert (row.status, bytes(row.content), School.objects.count()) == ("broken", b"", 3)
    (fault,) = row.faults
    assert "rij 272" in fault["detail"].lower() and "POSTCODE" in fault["detail"] and "360 AB" in fault["detail"]
    with pytest.raises(Refused):
        actions.carry_out(row, by=town.actor("officer"))


def test_it_is_loaded_once_and_only_after_a_look(town: Town):
    row = _sent(town)
    with pytest.raises(Refused):
        actions.carry_out(row, by=town.actor("officer"))
    outbox.drain()
    row.refresh_from_db()
    actions.carry_out(row, by=town.actor("officer"))
    with pytest.raises(Refused):
        actions.carry_out(row, by=town.actor("officer"))


@pytest.mark.parametrize("who", ["controller", "finance", "coordinator", "librarian"])
def test_nobody_else_brings_registers_in(town: Town, who: str):
    with pytest.raises(Forbidden):
        actions.bring_in(many_sites(MANY), "vestigingen.csv", by=town.actor(who))
    assert not DuoImport.objects.exists()
