"""What the work of a job looks like to who writes it: a function that gets the job and reports its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.journal.lease import Lease, Overtaken
from portal.jobs.models import Job
from portal.people.rules import has_scope


@dataclass(frozen=True, slots=True)
class File:
    """A file as the result: `name` is what a download is called."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """How work ended well: a sentence for the reader in `words`, and a file when there is one.

    `key` is what the result really depended on, when that may have changed since it was asked for.
    """

    words: str = ""
    file: File | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """How work ended badly, in a sentence with what to do next."""

    sentence: str


class Progress:
    """How far the work is, told by the work itself; each telling also renews its right to go on."""

    def __init__(self, job: Job, lease: Lease) -> None:
        self._job, self._lease = job, lease

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` parts are ready. `Overtaken` when another worker has the job now.

        Called inside the transaction of a step, the step has its effect only while the job is still this worker's.
        """
        self._lease.renew(settings.JOB_STEP_SECONDS)
        mine = Job.objects.filter(pk=self._job.pk, status="running", attempts=self._job.attempts)
        if not mine.update(done=done, parts=total, updated_at=timezone.now()):
            raise Overtaken


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work. `run(job, progress)` may be called again after a crash; `job.done` says how far it was told.

    It raises `Refused` or `Invalid` when the rules say no: the sentence is for who asked. `JOB_STEP_SECONDS` is longer
    than the longest step between two tellings of progress: only after that silence another worker may take it over.
    `queue` is where it waits: `documents` when somebody looks at the bar, `imports` when it may take its time.
    `scope` is what a token needs to see it and to fetch its file, when that is more than to belong to the organisation.
    """

    run: Callable[[Job, Progress], Result]
    queue: str = "imports"
    scope: str = ""


_kinds: dict[str, Work] = {}


def listen(kinds: Mapping[str, Work]) -> None:
    """Told once at start by `portal.reactions`: which kinds of work there are."""
    _kinds.clear()
    _kinds.update(kinds)


def queue_of(data: Mapping[str, Any]) -> str:
    """Where a job waits whose journal line has this data."""
    found = _kinds.get(data.get("kind", ""))
    return found.queue if found else "imports"


def kept_from(actor: Actor) -> list[str]:
    """The kinds of work that are not for this role, or not for this token."""
    return [kind for kind, work in _kinds.items() if work.scope and not has_scope(actor, work.scope)]


def work_of(kind: str) -> Work:
    """The work of a kind; `LookupError` for one that nobody knows (any more)."""
    return _kinds[kind]
