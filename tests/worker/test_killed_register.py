"""A worker is killed while it loads a register: nothing of it is there, another one takes over, and it ends once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.duo.models import DuoImport
from catalogue.journal.models import JournalLine
from catalogue.organisations.models import School
from portal.jobs.models import Job
from portal.registers import actions
from tests.cast import Town
from tests.catalogue.duo.files import many_sites
from tests.worker.rig import Workers, is_being_worked_on, kill, wait_until

pytestmark = pytest.mark.slow
MANY = 12_000


@pytest.fixture
def workers(real_town: Town) -> Iterator[Workers]:
    """Real worker processes on the database of this test; gone before the database is."""
    started = Workers()
    yield started
    started.end()


def _status(row: DuoImport) -> str:
    return DuoImport.objects.only("status").get(pk=row.pk).status


def test_killed_while_it_loads_a_register(real_town: Town, workers: Workers):
    worker, officer = workers.start(), real_town.actor("officer")
    row = actions.bring_in(many_sites(MANY), "vestigingen.csv", by=officer)
    wait_until(lambda: _status(row) == "looked_at")
    row.refresh_from_db()
    actions.carry_out(row, by=officer)
    job = Job.objects.get(key=f"{row.pk} loading")
    wait_until(lambda: Job.objects.get(pk=job.pk).done > 0 and is_being_worked_on("job.queued"), pause=0.01)
    kill(worker)
    assert (_status(row), School.objects.count()) == ("loading", 3), "killed while the rows were read or written"

    workers.start()
    wait_until(lambda: _status(row) == "loaded", pause=0.05)
    wait_until(lambda: Job.objects.get(pk=job.pk).status == "done", pause=0.05)
    assert School.objects.count() == MANY + 3
    assert JournalLine.objects.filter(event="duo_import.loaded").count() == 1
    assert Job.objects.get(pk=job.pk).attempts == 2
