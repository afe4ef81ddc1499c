"""Who may do what is done by the clock, now. Two clocks, or a message that comes twice, give one turn per period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from celery import Task
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from portal.clock.models import Tick

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
