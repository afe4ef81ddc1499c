"""How far the worker is with registers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from catalogue.duo.models import DuoImport
from catalogue.duo.states import UNDER_WAY
from portal.jobs.models import Job

KIND = "register"


def key_of(row: DuoImport) -> str:
    """What the work on a register is known by: the file, and the step that it is in."""
    return f"{row.pk} {row.status}"


def jobs_of(rows: Iterable[DuoImport]) -> dict[UUID, Job]:
    """The newest work on each register that is under way; none for the others. At most one statement."""
    keys = {key_of(row): row.pk for row in rows if row.status in UNDER_WAY}
    if not keys:
        return {}
    found = Job.objects.filter(kind=KIND, key__in=keys).order_by("created_at")
    return {keys[job.key]: job for job in found}
