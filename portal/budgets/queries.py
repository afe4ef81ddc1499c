"""Reading accounts, entries and periods. The proof that they agree is in `proof`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, Min, QuerySet, Sum, Value, When, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.lifecycle import hold_all
from catalogue.money import ZERO, EuroField
from catalogue.organisations.queries import schools_visible_to
from portal.budgets.models import Account, Entry, Period, PeriodLine, TeamBudget
from portal.budgets.proof import Difference, verify, verify_teams
from portal.budgets.states import EFFECTS

__all__ = [
    "Difference",
    "closed_until",
    "counted_on",
    "entries_of",
    "held",
    "lines_of",
    "lowest_since",
    "one_by_one",
    "periods_visible_to",
    "refuse_earlier",
    "running",
    "teams_visible_to",
    "to_close",
    "verify",
    "verify_teams",
    "visible_to",
]


def visible_to(actor: Actor) -> QuerySet[Account]:
    """The accounts of the own school(s); for the municipality all of its accounts."""
    rows = Account.objects.select_related("programme", "school").order_by("school__name", "line", "pk")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__in=schools_visible_to(actor))
    return rows.none()


def entries_of(account: Account) -> QuerySet[Entry]:
    """The movements of an account that the caller got by `visible_to`, newest first."""
    return Entry.objects.filter(account=account).select_related("team").order_by("-pk")


def running(account: Account) -> QuerySet[Entry]:
    """Its movements, newest first; `left_after` is what was left of the account when each was written."""
    signs = [When(kind=kind, then=Value(of[0] - of[1] - of[2])) for kind, of in EFFECTS.items()]
    left = Window(Sum(F("amount") * Case(*signs), output_field=EuroField()), order_by=F("pk").asc())
    return Entry.objects.filter(account=account).select_related("account").annotate(left_after=left).order_by("-pk")


def to_close(municipality: UUID) -> list[tuple[int, int]]:
    """The months and years (month 0) with entries that are over and not closed yet, the first one on top.

    Closing one closes everything before it.
    """
    first = Entry.objects.filter(account__municipality=municipality).aggregate(first=Min("on"))["first"]
    until, today = closed_until(municipality), timezone.localdate()
    if first is None:
        return []
    start = max(first.replace(day=1), until + timedelta(days=1) if until else first.replace(day=1))
    months = [(day.year, day.month) for day in _months(start, today)]
    years = [(year, 0) for year in range(first.year, today.year) if until is None or date(year, 12, 31) >= until]
    closed = set(Period.objects.filter(municipality=municipality, status="closed").values_list("year", "month"))
    return [each for each in sorted([*months, *years], key=lambda each: (each[0], each[1] or 13)) if each not in closed]


def _months(start: date, today: date) -> Iterator[date]:
    """The first days of the months from `start` that are over."""
    day = start.replace(day=1)
    while (following := date(day.year + day.month // 12, day.month % 12 + 1, 1)) <= today:
        yield day
        day = following


def periods_visible_to(actor: Actor) -> QuerySet[Period]:
    """The periods of the own municipality that were closed at some time, the last one first."""
    rows = Period.objects.order_by("-ends_on", "-month", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def lines_of(period: Period) -> QuerySet[PeriodLine]:
    """The accounts of a closed period, schools by name and then lines."""
    rows = PeriodLine.objects.filter(period=period).select_related("account__school")
    return rows.order_by("account__school__name", "account__line", "pk")


def closed_until(municipality: UUID) -> date | None:
    """The last day on which nothing can be booked any more; nothing when no period is closed."""
    rows = Period.objects.filter(municipality=municipality, status="closed").order_by("-ends_on")
    return rows.values_list("ends_on", flat=True).first()


def counted_on(municipality: UUID, day: date) -> date:
    """The day itself, or the first one after it whose books are open."""
    until = closed_until(municipality)
    return until + timedelta(days=1) if until and day <= until else day


def refuse_earlier(account: Account, on: date, less: Decimal) -> None:
    """Whether `less` may be taken on an earlier day. Asked while the account is held, when that is done already.

    `Refused("period_closed")` for a day in or before a closed period, `Refused("budget_exhausted")` when the account
    did not have it on that day, or on a later one.
    """
    until = closed_until(account.municipality_id)
    if until and on <= until:
        sentence = _("The ledger is closed until and with %(until)s. Choose a later day, or reopen the period first.")
        raise Refused("period_closed", sentence % {"until": date_format(until, "j F Y")})
    if lowest_since(account, on) < less:
        sentence = _("On %(day)s there was less left than this. Choose the day on which the money was there, or later.")
        raise Refused("budget_exhausted", sentence % {"day": date_format(on, "j F Y")})


def lowest_since(account: Account, on: date) -> Decimal:
    """The least that was left at the end of that day or after any later entry, by the days that entries count on."""
    left, lowest = ZERO, None
    for day, kind, amount in (
        Entry.objects.filter(account=account).order_by("on", "pk").values_list("on", "kind", "amount")
    ):
        if day > on:
            lowest = left if lowest is None else min(lowest, left)
        granted, reserved, spent = EFFECTS[kind]
        left += amount * (granted - reserved - spent)
    return left if lowest is None else min(lowest, left)


def held(accounts: Collection[UUID]) -> list[Account]:
    """These accounts, held in the order of their ids until the deed is done, with the balances of now."""
    rows = Account.objects.select_for_update(no_key=True).filter(pk__in=accounts)
    return list(rows.order_by("pk"))


def one_by_one(municipality: UUID) -> None:
    """Hold every account of the municipality, by id: who books waits until the caller is ready."""
    hold_all(Account.objects.filter(municipality=municipality))


def teams_visible_to(actor: Actor) -> QuerySet[TeamBudget]:
    """The teams of the own school(s), by school and name: how a school divides its budget is its own affair."""
    if not (actor.school or actor.board):
        return TeamBudget.objects.none()
    rows = TeamBudget.objects.filter(account__in=visible_to(actor).order_by())
    return rows.select_related("account__school", "account__programme").order_by("account__school__name", "name", "pk")
