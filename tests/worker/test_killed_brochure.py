"""A worker is killed while it makes a brochure: another one takes the job over, and it ends once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.journal.models import JournalLine
from portal.brochures import actions
from portal.jobs.models import Job, JobFile
from tests.cast import Town
from tests.many import many_offers
from tests.worker.rig import Workers, is_being_worked_on, kill, wait_until

pytestmark = pytest.mark.slow
MANY = 150


@pytest.fixture
def workers(real_town: Town) -> Iterator[Workers]:
    """Real worker processes on the database of this test; gone before the database is."""
    started = Workers()
    yield started
    started.end()


def test_killed_while_it_makes_a_brochure(real_town: Town, workers: Workers):
    many_offers(real_town, MANY)
    worker = workers.start()
    job = actions.ask(real_town.programme, None, language="nl", by=real_town.actor("coordinator"))
    assert isinstance(job, Job)
    wait_until(lambda: Job.objects.get(pk=job.pk).done > 0 and is_being_worked_on("job.queued"))
    kill(worker)
    job.refresh_from_db()
    assert (job.status, JobFile.objects.count()) == ("running", 0), "killed while the pages were made"

    workers.start()
    wait_until(lambda: Job.objects.get(pk=job.pk).status == "done", pause=0.05)
    job.refresh_from_db()
    assert (job.done, JobFile.objects.count()) == (job.parts, 1)
    assert job.words == f"De brochure heeft {MANY} keer aanbod."
    events = list(JournalLine.objects.filter(thing_id=job.pk).order_by("pk").values_list("event", flat=True))
    assert (events[:3], events.count("job.done")) == (["job.queued", "job.running", "job.taken_over"], 1)
