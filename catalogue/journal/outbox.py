"""The journal as outbox: a line that somebody awaits is due until its reaction has had its effect, exactly once.

The database is the truth and the broker a hint. A worker claims a line with a lease and an attempt number (the fencing
token), does the slow part outside any transaction, and finishes the line in the transaction of the effect: a worker
that was overtaken changes nothing. A sweeper sends again what a crash or a lossy broker left behind; what keeps failing
ends on a visible list (`failed_at`) until somebody tries it again. Lines stand in queues apart, so that thousands of
one kind never keep another kind waiting.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.deeds import unit_of_work
from catalogue.journal.lease import GiveUp, Later, Lease, Overtaken
from catalogue.journal.models import JournalLine, JournalLines
from catalogue.sql import update_returning

log = logging.getLogger(__name__)

LONGEST_PAUSE = 600


@dataclass(frozen=True, slots=True)
class Reaction:
    """What follows a line: `prepare(thing_id)` is slow and changes nothing; `act(thing_id[, prepared])` is a deed.

    What may take longer than a lease `renews` it: then it is called as `prepare(thing_id, lease)`. `queue` is one of
    `settings.QUEUES`, or says which one by the data of the line.
    """

    act: Callable[..., Any]
    prepare: Callable[..., Any] | None = None
    renews: bool = False
    queue: str | Callable[[dict[str, Any]], str] = "work"

    def queue_of(self, data: dict[str, Any]) -> str:
        """Where a line with this data waits."""
        return self.queue if isinstance(self.queue, str) else self.queue(data)

    def prepared(self, thing_id: UUID, lease: Lease) -> tuple[Any, ...]:
        """The slow part, as the argument for `act`; nothing when there is none."""
        if self.prepare is None:
            return ()
        return (self.prepare(thing_id, lease) if self.renews else self.prepare(thing_id),)


_reactions: dict[str, Reaction] = {}
_announce: list[Callable[[int, str], None]] = []
_waiting: list[Callable[[], Mapping[str, int]]] = []


def listen(
    reactions: dict[str, Reaction],
    announce: Callable[[int, str], None],
    waiting: Callable[[], Mapping[str, int]] = dict,
) -> None:
    """Told once at start by the floor above: which events are awaited, and how to hint the workers of a queue.

    `waiting` counts the hints that nobody took yet, by queue.
    """
    _reactions.clear()
    _reactions.update(reactions)
    _announce[:] = [announce]
    _waiting[:] = [waiting]


def record(
    event: str,
    thing: models.Model,
    *,
    by: Actor,
    origin: str = "",
    to: str = "",
    because: str = "",
    data: dict[str, Any] | None = None,
) -> JournalLine:
    """Write one line in the transaction of the deed; hint a worker after the commit when somebody awaits it."""
    now = timezone.now()
    awaited = _reactions.get(event)
    line = JournalLine.objects.create(
        at=now,
        event=event,
        thing=event.split(".", maxsplit=1)[0],
        thing_id=getattr(thing, "thing_id", None) or thing.pk,
        origin=origin,
        to=to,
        role=by.role,
        person=by.person,
        actor=by.label[:200],
        municipality_id=getattr(thing, "municipality_id", None) or by.municipality,
        because=because,
        data=data or {},
        due_at=now if awaited else None,
        queue=awaited.queue_of(data or {}) if awaited else "",
    )
    if line.due_at:
        transaction.on_commit(lambda: _hint(line.pk, line.queue))
    return line


def _hint(line_id: int, queue: str) -> None:
    try:
        for announce in _announce:
            announce(line_id, queue)
    except Exception:  # a broker that is away loses only the hint: the line stays due and the sweeper sends it again
        log.warning("journal line %s was not announced; the sweeper will send it", line_id, exc_info=True)


def due(lines: JournalLines | None = None) -> JournalLines:
    """Lines that a worker may take now: awaited, not done, not failed for good, not leased."""
    now = timezone.now()
    rows = JournalLine.objects.all() if lines is None else lines
    return rows.filter(dispatched_at__isnull=True, failed_at__isnull=True, due_at__lte=now).filter(
        Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    )


def sweep(limit: int = 200) -> list[int]:
    """Announce again what is due for longer than a moment; returns the ids. Safe at any time, any number of times.

    No queue gets more than `limit` hints by it, those included that nobody took yet: where workers are behind, hints
    that come faster than they are taken would in the end be all that the workers see.
    """
    try:
        there = {queue: number for waiting in _waiting for queue, number in waiting().items()}
    except Exception:  # a broker that is away takes no hints either: the next time
        log.warning("nobody knows how many hints wait; the next sweep looks again", exc_info=True)
        return []
    overdue = due().filter(due_at__lte=timezone.now() - timedelta(seconds=2)).order_by("due_at")
    found: list[int] = []
    for queue in ("", *settings.QUEUES):  # "": lines of before there were queues
        room = max(limit - there.get(queue, 0), 0)
        ids = overdue.filter(queue=queue).values_list("pk", flat=True)[:room]
        for line_id in ids:
            _hint(line_id, queue)
        found += ids
    return found


def work(line_id: int) -> bool:
    """Take one due line and let its reaction have its effect. False when there was nothing to do any more.

    May be called twice, at the same time, or after a crash: the effect happens once. A failure is kept on the line with
    a growing pause, and after `OUTBOX_ATTEMPTS`, or at once for `GiveUp`, on the visible list of undelivered work.
    `Later` is no failure.
    """
    attempt = _claim(line_id)
    if attempt is None:
        return False
    line = JournalLine.objects.get(pk=line_id)
    try:
        reaction = _reactions[line.event]  # a release that no longer knows the event keeps the line, visibly
        prepared = reaction.prepared(line.thing_id, Lease(line_id, attempt))
        with unit_of_work():
            if not _held(line_id, attempt).update(dispatched_at=timezone.now(), lease_until=None, last_error=""):
                return False  # overtaken: another attempt holds the line now
            reaction.act(line.thing_id, *prepared)
    except Overtaken:  # it was too slow for its lease; whoever took the line over does the work
        return False
    except Later as later:
        _held(line_id, attempt).update(
            lease_until=None, due_at=timezone.now() + timedelta(seconds=later.seconds), tries=F("tries") - 1
        )
        return False
    except Exception as error:  # whatever it was, the line must not be lost: keep the cause and try later
        log.exception("journal line %s (%s) failed, attempt %s", line_id, line.event, attempt)
        _postpone(line, attempt, error)
        return False
    return True


def _claim(line_id: int) -> int | None:
    """The number of this attempt; `None` when the line is not due, or its worker went down with it too often."""
    now = timezone.now()
    lease = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    mine = due(JournalLine.objects.filter(pk=line_id))
    turn = {"attempts": F("attempts") + 1, "tries": F("tries") + 1}
    claimed = update_returning(mine, ("attempts", "tries"), lease_until=lease, **turn)
    if not claimed:
        return None
    attempt = int(claimed[0]["attempts"])
    if claimed[0]["tries"] <= 2 * settings.OUTBOX_ATTEMPTS:  # twice: a worker may also stop for reasons of its own
        return attempt
    _held(line_id, attempt).update(lease_until=None, failed_at=now, last_error="WorkerStopped: half-way")
    return None


def _held(line_id: int, attempt: int) -> JournalLines:
    """The line, as long as it is in the hands of this attempt."""
    return JournalLine.objects.filter(pk=line_id, attempts=attempt, dispatched_at__isnull=True)


def _postpone(line: JournalLine, attempt: int, error: Exception) -> None:
    now = timezone.now()
    given_up = isinstance(error, GiveUp) or line.tries >= settings.OUTBOX_ATTEMPTS
    # spread, so that what failed together does not come back together
    pause = min(2**line.tries, LONGEST_PAUSE) * random.uniform(0.5, 1)  # noqa: S311  # no secret
    _held(line.pk, attempt).update(
        lease_until=None,
        due_at=now + timedelta(seconds=pause),
        failed_at=now if given_up else None,
        last_error=(str(error) if isinstance(error, GiveUp) else f"{type(error).__name__}: {error}")[:2000],
    )


def undelivered(lines: JournalLines | None = None) -> JournalLines:
    """Work that keeps failing, oldest first."""
    rows = JournalLine.objects.all() if lines is None else lines
    return rows.filter(dispatched_at__isnull=True, failed_at__isnull=False).order_by("due_at")


def troubled(lines: JournalLines | None = None) -> JournalLines:
    """Work that failed at least once and is not done yet, whether or not it is tried again by itself."""
    rows = JournalLine.objects.all() if lines is None else lines
    return rows.filter(due_at__isnull=False, dispatched_at__isnull=True).exclude(last_error="")


def retry(line: JournalLine) -> JournalLine:
    """Somebody pressed "try again": the line is due at once, with all its attempts before it."""
    now = timezone.now()
    undelivered(JournalLine.objects.filter(pk=line.pk)).update(failed_at=None, due_at=now, tries=0)
    transaction.on_commit(lambda: _hint(line.pk, line.queue))
    line.refresh_from_db()
    return line


def drain(limit: int = 10_000) -> int:
    """Work off everything that is due in this process (demo, commands, tests); returns how many had their effect."""
    done = 0
    while done < limit:
        ids: Iterable[int] = list(due().order_by("pk").values_list("pk", flat=True)[:100])
        effects = sum(work(line_id) for line_id in ids)
        if not effects:
            return done
        done += effects
    return done
