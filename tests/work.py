"""Long work of the tests: it counts, refuses, breaks, or is broken off; and jobs brought to a status by the deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from portal.jobs import actions, work
from portal.jobs.models import Job
from portal.jobs.work import File, Progress, Result, Work
from portal.reactions import WORK


def count(job: Job, progress: Progress) -> Result:
    """Counts to its total, and writes the numbers down."""
    for number in range(1, job.parts + 1):
        progress(number, job.parts)
    numbers = " ".join(str(number) for number in range(1, job.parts + 1))
    return Result("Geteld.", File("getallen.txt", "text/plain", numbers.encode()))


def refuse(job: Job, progress: Progress) -> Result:
    """The rules say no."""
    raise Refused("no_offers", "Er is niets te tellen. Vul eerst iets in.")


def break_down(job: Job, progress: Progress) -> Result:
    """A mistake of ours."""
    raise RuntimeError("secret detail")


@contextmanager
def known(**kinds: Callable[[Job, Progress], Result]) -> Iterator[None]:
    """The portal knows these kinds of work for a while, beside its own."""
    work.listen({**WORK, **{kind: Work(run) for kind, run in kinds.items()}})
    try:
        yield
    finally:
        work.listen(WORK)


def done(by: Actor) -> Job:
    """Work of this actor's organisation that ended well, with a file."""
    with known(count=count):
        job = actions.start("count", {}, by=by, parts=3)
        drain()
    job.refresh_from_db()
    return job


def failed(by: Actor) -> Job:
    """Work of this actor's organisation that the rules said no to."""
    with known(refuse=refuse):
        job = actions.start("refuse", {}, by=by)
        drain()
    job.refresh_from_db()
    return job
