"""Reading accounts, entries and periods. The proof that they agree is in `proof`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.money import ZERO
from catalogue.organisations.queries import schools_visible_to
from portal.budgets.models import Account, Entry, Period, PeriodLine, TeamBudget
from portal.budgets.proof import Difference, verify, verify_teams
from portal.budgets.states import EFFECTS

__all__ = [
    "Difference",
    "closed_until",
    "entries_of",
    "held",
    "lines_of",
    "lowest_since",
    "one_by_one",
    "periods_visible_to",
    "refuse_earlier",
    "teams_visible_to",
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
    return Entry.objects.filter(account=account).order_by("-pk")


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
    rows = Account.objects.select_for_update(no_key=True).filter(municipality=municipality)
    list(rows.order_by("pk").values_list("pk"))


def teams_visible_to(actor: Actor) -> QuerySet[TeamBudget]:
    """The teams of the own school(s), by school and name: how a school divides its budget is its own affair."""
    if not (actor.school or actor.board):
        return TeamBudget.objects.none()
    rows = TeamBudget.objects.filter(account__in=visible_to(actor).order_by())
    return rows.select_related("account__school", "account__programme").order_by("account__school__name", "name", "pk")
