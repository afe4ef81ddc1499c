"""How many e-mails per minute a mail server gets, over all workers together.

`EMAIL_PER_MINUTE` names a number per server (`*` for any other). In no minute does a server get more. A few may go
right after each other, the rest at even distances. Who has to wait is told how long: the place in the queue times the
distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from portal.post.models import MailServer


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then one per `distance`: together never more than the limit in any minute."""

    at_once: int
    distance: timedelta

    @classmethod
    def of(cls, per_minute: int) -> Rate:
        """The rate that keeps to a limit per minute."""
        at_once = max(1, per_minute // 6)
        rest = per_minute - at_once
        return cls(at_once, timedelta(seconds=60 / rest if rest else 60))


def rate_of(host: str) -> Rate | None:
    """The rate of a server; `None` when it may get as many as there are."""
    limits: dict[str, int] = settings.EMAIL_PER_MINUTE
    limit = limits.get(host, limits.get("*", 0))
    return Rate.of(limit) if limit > 0 else None


def wait_for_turn(host: str) -> timedelta:
    """Take a turn with this server now: zero; or how long until there may be one. Safe among any number of workers."""
    rate = rate_of(host)
    if rate is None:
        return timedelta()
    while True:
        now = timezone.now()
        seen = MailServer.objects.filter(pk=host).values_list("free_at", flat=True).first()
        if seen is None:
            MailServer.objects.bulk_create([MailServer(host=host, free_at=now)], ignore_conflicts=True)
            continue
        if (wait := _until(seen, rate) - now) > timedelta():
            return wait
        if MailServer.objects.filter(pk=host, free_at=seen).update(free_at=max(seen, now) + rate.distance):
            return timedelta()


def _until(free_at: datetime, rate: Rate) -> datetime:
    return free_at - rate.distance * (rate.at_once - 1)
