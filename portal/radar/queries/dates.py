"""Money at risk by date: what must be chosen by when to be delivered before the programme ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from catalogue.money import ZERO, share
from catalogue.offers.models import Offer
from catalogue.offers.queries import ADMITTED
from catalogue.programmes.models import Programme
from catalogue.programmes.periods import MONTH, Period, periods_of
from portal.funding.models import LineSource
from portal.radar.models import RadarTerms

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastCall:
    """An optional offer: the last day to choose it, and the money that it has places for (`None`: no limit)."""

    on: date
    room: Decimal | None


@dataclass(frozen=True, slots=True)
class Month:
    """A coming month (the last one may be cut short): what must be chosen by its end.

    `closing` offers can be chosen in it for the last time, `open` ones after it too. `to_commit` is what must be chosen
    by `until` when the schools go on evenly, counted from today. `at_risk`: when nothing at all is chosen before
    `until`, so much is left that the offers of after that day have no places for.
    """

    period: Period
    until: date
    closing: int
    open: int
    to_commit: Decimal
    at_risk: Decimal


@dataclass(frozen=True, slots=True)
class Dates:
    """`delivered_by` is the last day to deliver, `choose_by` the day until which at least half of the offers can be
    chosen (or the day that the municipality named), `last_choice` the last day to choose anything at all.

    `lost` is money for which it is too late: no offer can be delivered in time any more.
    """

    delivered_by: date
    choose_by: date
    last_choice: date
    left: Decimal
    lost: Decimal
    months: tuple[Month, ...]


def delivered_by(programme: Programme) -> date:
    """The last day to deliver: of the programme, or the last on which a grant of the choice line may be spent.

    One statement.
    """
    paying = LineSource.objects.filter(line__plan__programme=programme, line__plan__status="adopted")
    until = paying.filter(line__kind="choice").aggregate(last=Max("grant__spend_until"))["last"]
    return min(programme.ends_on, until) if until else programme.ends_on


def last_calls(programme: Programme, terms: RadarTerms, end: date) -> list[LastCall]:
    """Every optional offer that can be chosen now, the one that closes last first. One statement."""
    rows = Offer.objects.filter(ADMITTED, programme=programme, status="published", kind="optional")
    said = ("revision__lead_time_days", "revision__ends_on", "revision__price", "capacity", "taken")
    found = []
    for lead, ends_on, price, capacity, taken in rows.values_list(*said):
        if capacity is not None and capacity <= taken:
            continue
        last = min(end, ends_on or end) - timedelta(days=lead + terms.deciding_days)
        found.append(LastCall(last, None if capacity is None else price * (capacity - taken)))
    return sorted(found, key=lambda each: each.on, reverse=True)


def choose_by(terms: RadarTerms, calls: Sequence[LastCall], end: date) -> date:
    """The day that the municipality named, else the last one on which at least half of the offers can be chosen."""
    if terms.choose_by:
        return terms.choose_by
    return calls[(len(calls) - 1) // 2].on if calls else end - timedelta(days=terms.deciding_days)


def dates_of(programme: Programme, terms: RadarTerms, left: Decimal) -> Dates:
    """What must be chosen by when; `left` is what the schools can still choose for. Two statements."""
    end, today = delivered_by(programme), timezone.localdate()
    calls = last_calls(programme, terms, end)
    last = calls[0].on if calls else end - timedelta(days=terms.deciding_days)
    too_late = last < today or not calls
    months = () if too_late else months_until(programme, calls, left, today)
    return Dates(end, choose_by(terms, calls, end), last, left, left if too_late else ZERO, months)


def months_until(programme: Programme, calls: Sequence[LastCall], left: Decimal, today: date) -> tuple[Month, ...]:
    """The coming months until the last offer closes (`calls` in that order, the last one not before today)."""
    last = calls[0].on
    coming = [each for each in periods_of(programme, MONTH) if each.ends_on >= today and each.starts_on <= last]
    ends = [min(each.ends_on, last) for each in coming]
    begins = [today, *(end + A_DAY for end in ends[:-1])]
    parts = share(left, [(end - begin).days + 1 for begin, end in zip(begins, ends, strict=True)])
    made, so_far = [], ZERO
    for period, begin, end, part in zip(coming, begins, ends, parts, strict=True):
        so_far += part
        after = [call for call in calls if call.on > end]
        closing = sum(begin <= call.on <= end for call in calls)
        made.append(Month(period, end, closing, len(after), so_far, _homeless(left, after)))
    return tuple(made)


def _homeless(left: Decimal, calls: Sequence[LastCall]) -> Decimal:
    """What of the money these offers have no places for."""
    room = ZERO
    for call in calls:
        if call.room is None:
            return ZERO
        room += call.room
    return max(left - room, ZERO)
