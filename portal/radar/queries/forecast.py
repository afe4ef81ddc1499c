"""What will be left at the end: what is committed so far, and the pace of the months that passed.

The method is simple on purpose. Of every month since the programme began we know what was committed in it, less what
was given back; the running month counts as soon as half of it passed. Going on at the average of those months gives
what is likely; the slowest and the fastest of them give the range. Amounts are rounded to hundreds of euros, and after
fewer than two months nothing is likely yet: then the range goes from nothing more to everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from catalogue.money import ZERO, pro_rata, roughly
from catalogue.programmes.models import Programme
from catalogue.programmes.periods import MONTH, Period, periods_of
from portal.budgets.models import Account, Entry
from portal.budgets.states import EFFECTS
from portal.funding.attribution import Source, remaining
from portal.funding.models import Grant, LineSource, PlanLine
from portal.radar.queries.dates import A_DAY

ENOUGH_MONTHS = 2
SCHOOLS = ""  # the accounts of schools have no line: together they are the choice line
Pace = Mapping[tuple[str, date], Decimal]


@dataclass(frozen=True, slots=True)
class Expected:
    """How much of an amount will be committed or spent at the end: at least, at most, and likely (`None`: unknown)."""

    planned: Decimal
    so_far: Decimal
    least: Decimal
    likely: Decimal | None
    most: Decimal

    @property
    def unspent(self) -> Decimal | None:
        """What is likely to be left."""
        return None if self.likely is None else self.planned - self.likely

    @property
    def unspent_at_least(self) -> Decimal:
        """What is left when the rest goes as fast as the fastest month."""
        return self.planned - self.most

    @property
    def unspent_at_most(self) -> Decimal:
        """What is left when the rest goes as slowly as the slowest month."""
        return self.planned - self.least


@dataclass(frozen=True, slots=True)
class LineForecast:
    """A line of the adopted plan (`line`), or without a plan an account (`code`; empty: the budgets of the schools)."""

    code: str
    line: PlanLine | None
    ends_on: date
    expected: Expected


@dataclass(frozen=True, slots=True)
class GrantForecast:
    """A grant, with what the lines of this programme that it pays come to together."""

    grant: Grant
    expected: Expected


@dataclass(frozen=True, slots=True)
class Forecast:
    """Per line and per grant; `months` is how many months the pace was taken from."""

    months: int
    lines: tuple[LineForecast, ...]
    grants: tuple[GrantForecast, ...]


def forecast_of(programme: Programme) -> Forecast:
    """What is expected at the end of the programme, or on the last day of the grants of a line. Four statements."""
    passed = _passed(programme, timezone.localdate())
    accounts = _accounts(programme)
    pace = _pace(programme)
    paying = Prefetch("sources", LineSource.objects.select_related("grant__regulation"))
    lines = list(PlanLine.objects.filter(plan__programme=programme, plan__status="adopted").prefetch_related(paying))
    rows = [_of_line(programme, line, accounts, pace, passed) for line in lines]
    if not lines:
        rows = [
            LineForecast(
                code, None, programme.ends_on, _expected(granted, so_far, pace, code, passed, programme.ends_on)
            )
            for code, (granted, so_far) in sorted(accounts.items())
        ]
    return Forecast(len(passed), tuple(rows), tuple(_of_grants(rows)))


def _passed(programme: Programme, today: date) -> list[Period]:
    """The months that passed; the running one until today, when half of it did."""
    months = periods_of(programme, MONTH)
    running = [each for each in months if each.starts_on <= today < each.ends_on]
    half = [each for each in running if 2 * (today - each.starts_on + A_DAY) >= each.ends_on - each.starts_on + A_DAY]
    return [each for each in months if each.ends_on <= today] + [replace(each, ends_on=today) for each in half]


def _accounts(programme: Programme) -> dict[str, tuple[Decimal, Decimal]]:
    """By line: granted, and committed or spent so far."""
    rows = Account.objects.filter(programme=programme).order_by().values_list("line")
    sums = rows.annotate(all=Sum("granted"), set_aside=Sum("reserved"), gone=Sum("spent"))
    return {line: (granted, reserved + spent) for line, granted, reserved, spent in sums}


def net(kind: str, amount: Decimal) -> Decimal:
    """What an entry adds to the money that is committed or spent."""
    _granted, reserved, spent = EFFECTS[kind]
    return amount * (reserved + spent)


def _pace(programme: Programme) -> Pace:
    """By line and month (its first day): what was committed in it, less what was given back."""
    entries: QuerySet[Entry] = Entry.objects.filter(account__programme=programme).order_by()
    sums = entries.annotate(month=TruncMonth("at")).values_list("account__line", "month", "kind")
    found: defaultdict[tuple[str, date], Decimal] = defaultdict(lambda: ZERO)
    for line, month, kind, total in sums.annotate(total=Sum("amount")):
        found[line, month.date()] += net(kind, total)
    return found


def _of_line(
    programme: Programme,
    line: PlanLine,
    accounts: Mapping[str, tuple[Decimal, Decimal]],
    pace: Pace,
    passed: list[Period],
) -> LineForecast:
    code = SCHOOLS if line.kind == "choice" else line.code
    end = min(programme.ends_on, max(source.grant.spend_until for source in line.sources.all()))
    so_far = accounts.get(code, (ZERO, ZERO))[1]
    return LineForecast(line.code, line, end, _expected(line.amount, so_far, pace, code, passed, end))


def _expected(planned: Decimal, so_far: Decimal, pace: Pace, code: str, passed: list[Period], end: date) -> Expected:
    """The pace of each month goes by the day, so that a short month does not look slow."""
    if len(passed) < ENOUGH_MONTHS:
        return Expected(planned, so_far, so_far, None, max(planned, so_far))
    days_left = max((end - timezone.localdate()).days, 0)
    days = [(each.ends_on - each.starts_on + A_DAY).days for each in passed]
    nets = [pace.get((code, each.starts_on.replace(day=1)), ZERO) for each in passed]
    each_month = [pro_rata(amount, days_left, long) for amount, long in zip(nets, days, strict=True)]
    on_average = pro_rata(sum(nets, ZERO), days_left, sum(days))
    least, likely, most = (
        min(max(roughly(so_far + more), so_far), max(planned, so_far)) if more else so_far
        for more in (min(each_month), on_average, max(each_month))
    )
    return Expected(planned, so_far, least, likely, most)


def _of_grants(rows: Iterable[LineForecast]) -> list[GrantForecast]:
    """What each grant pays of the lines, added up; of a line the grants are used in their order."""
    paid: defaultdict[Grant, list[Expected]] = defaultdict(list)
    for row in rows:
        sources = list(row.line.sources.all()) if row.line else []
        held = [Source(each.grant_id, each.amount) for each in sources]
        for each in sources:
            paid[each.grant].append(_part(row.expected, each, held))
    return [GrantForecast(grant, _together(all_)) for grant, all_ in paid.items()]


def _part(whole: Expected, source: LineSource, held: list[Source]) -> Expected:
    """What falls to this source of a line."""

    def of(total: Decimal) -> Decimal:
        part: Decimal = source.amount - remaining(held, total)[source.grant_id]
        return part

    likely = None if whole.likely is None else of(whole.likely)
    return Expected(source.amount, of(whole.so_far), of(whole.least), likely, of(whole.most))


def _together(rows: list[Expected]) -> Expected:
    likely = [row.likely for row in rows if row.likely is not None]
    return Expected(
        sum((row.planned for row in rows), ZERO),
        sum((row.so_far for row in rows), ZERO),
        sum((row.least for row in rows), ZERO),
        sum(likely, ZERO) if likely else None,
        sum((row.most for row in rows), ZERO),
    )
