"""A ledger with a past: what was booked until now counts on an earlier day, as if the town had been here for months."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.budgets.closing import close_period
from portal.budgets.models import Entry, Period
from tests.cast import Town


def booked_on(day: date) -> None:
    """Everything that is in the ledger counts on that day."""
    QuerySet(Entry).update(on=day)


def months_ago(number: int) -> date:
    """The first day of the month that many months before this one."""
    day = timezone.localdate().replace(day=1)
    for _month in range(number):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def closed_month(town: Town, ago: int = 1, *, who: str = "finance", reason: str = "Maandafsluiting") -> Period:
    """The last month (or an earlier one), closed by finance."""
    month = months_ago(ago)
    return close_period(town.municipality, year=month.year, month=month.month, reason=reason, by=town.actor(who))
