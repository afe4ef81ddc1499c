"""The deeds on long work. People start it and try it again; the worker takes it, does it and ends it.

`take` gives the worker its turn, `run` does the work outside any transaction, `finish` ends the job in one transaction
with its result and with the journal line that asked for it: a job ends once, however many workers died on the way.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.lease import Lease, Overtaken
from catalogue.lifecycle import added, change, move
from portal.jobs import queries, rules
from portal.jobs.models import Job, JobFile
from portal.jobs.work import Failure, File, Progress, Result, work_of

WORKER = system("jobs")
MOST_TRIES = 3
IN_PROGRESS = gettext_lazy("This is being done already. Wait a moment and reload the page.")
log = logging.getLogger(__name__)


@deed
def start(
    kind: str, parameters: dict[str, Any], *, by: Actor, key: str = "", parts: int = 0, municipality: UUID | None = None
) -> Job:
    """Ask for long work: a worker starts within moments. The job that is under way already when the key is the same.

    `parameters` are JSON (ids as text); `parts` is how many there will be, when that is known; `municipality` is
    where it is filed in the journal when the actor has none. `LookupError` for a kind that nobody knows.
    """
    work_of(kind)
    if key and (under_way := queries.live(by, kind, key)):
        return under_way
    job = Job(
        status="queued", kind=kind, parameters=parameters, key=key, owner=rules.owner_of(by), parts=parts,
        municipality_id=municipality or by.municipality, asked_by=by.label[:200],
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )  # fmt: skip
    Job.objects.bulk_create([job], ignore_conflicts=True)  # somebody else may ask for the same at this very moment
    found = queries.live(by, kind, key) if key else job
    if found is None:
        raise Refused("in_progress", str(IN_PROGRESS))
    return found if found.pk != job.pk else added(job, by=by, data={"kind": kind})


@deed
def take(job_id: UUID) -> Job | None:
    """The worker's turn, with a new attempt number; `None` when the job ended already or is no more."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or job.status in ("done", "failed"):
        return None
    turn: dict[str, Any] = {"attempts": job.attempts + 1, "tries": job.tries + 1}
    if job.status == "queued":
        return move(job, "running", by=WORKER, **turn)
    return change(job, event="taken_over", by=WORKER, data={"attempt": turn["attempts"]}, **turn)


def run(job_id: UUID, lease: Lease) -> Result | Failure | None:
    """Do the work: slow. What the rules say no to is a `Failure` at once, anything else after some tries.

    `None` when there was nothing to do any more. `Overtaken` when another worker has the job.
    """
    job = take(job_id)
    if job is None:
        return None
    most = min(MOST_TRIES, settings.OUTBOX_ATTEMPTS)
    with translation.override(job.language):
        if job.tries > most:  # each time the worker itself went down with it
            return Failure(_("This work was broken off several times. Try it again later, or ask for less at once."))
        try:
            lease.renew(settings.JOB_STEP_SECONDS)
            return work_of(job.kind).run(job, Progress(job, lease))
        except (Refused, Invalid) as error:
            return Failure(str(error))
        except Overtaken:
            raise
        except Exception:
            if job.tries < most:
                raise
            log.exception("job %s (%s) failed for good", job.pk, job.kind)
            return Failure(_("Something went wrong on our side. Try it again; if it stays, tell your municipality."))


@deed
def finish(job_id: UUID, outcome: Result | Failure | None) -> Job | None:
    """End the job with what came of it; does nothing when it ended before."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or outcome is None or job.status != "running":
        return job
    now = timezone.now()
    if isinstance(outcome, Failure):
        return move(job, "failed", by=WORKER, because=outcome.sentence, error=outcome.sentence, ended_at=now)
    if outcome.file:
        _keep(job, outcome.file)
    key = outcome.key or job.key
    return move(job, "done", by=WORKER, key=key, words=outcome.words, error="", done=job.parts, ended_at=now)


@deed
def try_again(job: Job, *, by: Actor) -> Job:
    """Do failed work again. `Refused("wrong_state")` when it did not fail; the one under way when there is one."""
    require(rules.owner_of(by) == job.owner or job.owner is None, "not_yours", _("This work is not yours to repeat."))
    if job.status != "failed":
        raise Refused("wrong_state", _("This work did not fail, so it need not be tried again. Reload the page."))
    if job.key and (under_way := queries.live(by, job.kind, job.key)):
        return under_way
    try:
        return move(job, "queued", by=by, data={"kind": job.kind}, tries=0, done=0, error="", ended_at=None)
    except IntegrityError as error:  # somebody else asked for the same at this very moment
        raise Refused("in_progress", str(IN_PROGRESS)) from error


@deed
def forget_old() -> int:
    """Throw away files some days after the work ended, and the rows later; returns how many rows and files went."""
    files, rows = queries.outlived()
    return files.delete()[0] + rows.delete()[0]


def _keep(job: Job, file: File) -> None:
    sha256 = hashlib.sha256(file.content).hexdigest()
    JobFile.objects.create(
        job=job, name=file.name, media_type=file.media_type, size=len(file.content), sha256=sha256, content=file.content
    )
