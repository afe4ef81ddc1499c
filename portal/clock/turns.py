"""Who may do what is done by the clock, now. Two clocks, or a message that comes twice, give one turn per period."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from celery import Task
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from catalogue.errors import Refused
from portal.clock.models import Tick

log = logging.getLogger(__name__)
Row = TypeVar("Row")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SHORTEST = 0.8  # of a period: a message may have been on its way for a while


def take_turn(task: str, every: timedelta) -> bool:
    """Whether this is the one of all workers that does the task in this period."""
    now = timezone.now()
    row = Tick.objects.filter(pk=task)
    if row.filter(at__lte=now - SHORTEST * every).update(at=now, turns=F("turns") + 1):
        return True
    if row.update(too_early=F("too_early") + 1):
        return False
    Tick.objects.bulk_create([Tick(task=task, at=now - every)], ignore_conflicts=True)
    return take_turn(task, every)


def give_back(task: str) -> None:
    """The turn came to nothing: whoever comes next has it."""
    Tick.objects.filter(pk=task).update(at=LONG_AGO)


def stands_still_since(longest: timedelta) -> datetime | None:
    """The last turn of all, when it is longer ago than that; `None` also when the clock never ran here."""
    last = Tick.objects.order_by("-at").values_list("at", flat=True).first()
    return last if last and last < timezone.now() - longest else None


class ByTheClock(Task[..., Any]):
    """A task of the schedule: from a message it does its work once per period; called directly it just does it."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Do it when it is its turn."""
        if self.request.called_directly:
            return super().__call__(*args, **options)
        if not take_turn(self.name, period_of(self.name)):
            return None
        try:
            return super().__call__(*args, **options)
        except Exception:
            give_back(self.name)
            raise


def period_of(task: str) -> timedelta:
    """How often the schedule has it."""
    schedule: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE
    return next(timedelta(seconds=each["schedule"]) for each in schedule.values() if each["task"] == task)


def for_each(rows: Iterable[Row], deed: Callable[[Row], object]) -> None:
    """The deed on every row; one that cannot be done keeps no other waiting, and is raised when all had their turn.

    A row that the rules refuse is passed by: somebody answered, or another clock was first, in this very moment.
    """
    failed: Exception | None = None
    for row in rows:
        try:
            deed(row)
        except Refused:
            continue
        except Exception as error:  # whatever it was: the others wait for the clock as well
            log.exception("the clock could not do its work on %s", getattr(row, "pk", row))
            failed = failed or error
    if failed:
        raise failed
