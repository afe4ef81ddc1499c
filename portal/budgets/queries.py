"""Reading accounts and entries, and proving that they agree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.queries import schools_visible_to
from portal.budgets.models import Account, Entry
from portal.budgets.states import BALANCES, EFFECTS


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


@dataclass(frozen=True, slots=True)
class Difference:
    """An account whose balance is not the sum of its entries."""

    account: str
    balance: str
    kept: Decimal
    added_up: Decimal


def verify() -> list[Difference]:
    """Add up every entry of every account and compare; an empty list is the proof. Two statements."""
    sums: dict[object, list[Decimal]] = {}
    for account_id, kind, total in (
        Entry.objects.order_by().values_list("account", "kind").annotate(total=Sum("amount"))
    ):
        balances = sums.setdefault(account_id, [ZERO, ZERO, ZERO])
        for i, sign in enumerate(EFFECTS[kind]):
            balances[i] += sign * total
    return [
        Difference(str(account), balance, getattr(account, balance), sums.get(account.pk, [ZERO] * 3)[i])
        for account in Account.objects.all()
        for i, balance in enumerate(BALANCES)
        if getattr(account, balance) != sums.get(account.pk, [ZERO] * 3)[i]
    ]
