"""A worker is killed while it makes a brochure: another one takes the job over, and it ends once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.journal.models import JournalLine
from catalogue.offers.models import Facet, Offer, Revision
from portal.brochures import actions
from portal.jobs.models import Job, JobFile
from tests import cast
from tests.cast import Town
from tests.worker.rig import Workers, is_being_worked_on, kill, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.broker]
MANY = 150


@pytest.fixture
def workers(real_town: Town) -> Iterator[Workers]:
    """Real worker processes on the database of this test; gone before the database is."""
    started = Workers()
    yield started
    started.end()


def many_offers(town: Town, number: int) -> None:
    """One offer made by the deeds, and copies of its rows: by the deeds alone it would take a minute."""
    made = cast.offer(town, description="Kinderen luisteren, praten en bedenken samen hoe het afloopt.\n" * 12)
    facets, themes = list(made.facets.all()), list(made.text.themes.all())
    copied = {field.name: getattr(made, field.name) for field in Offer._meta.concrete_fields if field.name != "id"}
    said = {field.name: getattr(made.text, field.name) for field in Revision._meta.concrete_fields}
    rows = Offer.objects.bulk_create(Offer(**copied | {"status": "draft", "revision": None}) for _ in range(number - 1))
    texts = Revision.objects.bulk_create(
        Revision(**{name: value for name, value in said.items() if name != "id"} | {"offer": row, "title": f"Les {at}"})
        for at, row in enumerate(rows, start=1)
    )
    Revision.themes.through.objects.bulk_create(
        Revision.themes.through(revision=text, theme=theme) for text in texts for theme in themes
    )
    for row, text in zip(rows, texts, strict=True):
        row.status, row.revision = "published", text
    Offer.objects.bulk_update(rows, ["status", "revision"])
    Facet.objects.bulk_create(
        Facet(offer=row, dimension=each.dimension, value=each.value, label=each.label)
        for row in rows
        for each in facets
    )


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
