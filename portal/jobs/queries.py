"""Which long work an actor sees, and results that are there already."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic, sleep

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from portal.jobs.models import Job, JobFile
from portal.jobs.rules import owner_of
from portal.jobs.states import LIVE
from portal.jobs.work import kept_from


def visible_to(actor: Actor) -> QuerySet[Job]:
    """The work of the actor's organisation that is for its role, newest first; public work for who knows its id."""
    mine = Q(owner=owner_of(actor)) & ~Q(kind__in=kept_from(actor))
    return _rows().filter(Q(owner__isnull=True) | mine)


def own(actor: Actor) -> QuerySet[Job]:
    """The work of the actor's organisation, newest first."""
    return visible_to(actor).filter(owner__isnull=False)


def live(actor: Actor, kind: str, key: str) -> Job | None:
    """The work that is under way for the actor's organisation with this key."""
    return Job.objects.filter(kind=kind, key=key, owner=owner_of(actor), status__in=LIVE).first()


def ready(kind: str, key: str) -> JobFile | None:
    """The file that somebody's work with this key made before: the same key, the same bytes. One statement.

    The caller has found out first that the actor may have what the key stands for.
    """
    return JobFile.objects.filter(job__kind=kind, job__key=key, job__status="done").order_by("-pk").first()


def awaited(job: Job, seconds: float) -> Job:
    """The job as it is when it ended, or when these seconds have passed. Never called inside a transaction."""
    limit, pause = monotonic() + seconds, 0.05
    while job.status in LIVE and monotonic() < limit:
        sleep(pause)
        pause = min(2 * pause, 0.5)
        job = _rows().get(pk=job.pk)
    return job


def file_of(job: Job) -> JobFile | None:
    """The file of a job that the caller got by `visible_to`; `None` when it has none (any more)."""
    return JobFile.objects.filter(job=job).first()


def kept_until() -> tuple[timedelta, timedelta]:
    """How long a file is kept after the work ended, and how long the row."""
    days = settings.JOB_KEEP_DAYS
    return timedelta(days=days), timedelta(days=4 * days)


def outlived() -> tuple[QuerySet[JobFile], QuerySet[Job]]:
    """The files and the rows that may be thrown away now."""
    now, (file, row) = timezone.now(), kept_until()
    return JobFile.objects.filter(job__ended_at__lt=now - file), Job.objects.filter(ended_at__lt=now - row)


def _rows() -> QuerySet[Job]:
    """Jobs with what there is to say of their file, but not its content."""
    return Job.objects.select_related("file").defer("file__content")
