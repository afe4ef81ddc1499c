"""Reading grants: what came in, and what was spent of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from catalogue.actor import Actor
from catalogue.money import ZERO
from portal.budgets.models import Account
from portal.funding.models import Grant, Instalment, PlanLine


def grants_visible_to(actor: Actor) -> QuerySet[Grant]:
    """The grants of the own municipality, the one that ends first on top."""
    rows = Grant.objects.select_related("regulation", "municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def instalments_of(grant: Grant) -> QuerySet[Instalment]:
    """The terms of a grant that the caller got by `grants_visible_to`, in order."""
    return Instalment.objects.filter(grant=grant).order_by("number")


def received_of(grants: Iterable[Grant]) -> dict[UUID, Decimal]:
    """What came in so far, per grant. One statement."""
    rows = Instalment.objects.filter(grant__in=[grant.pk for grant in grants]).order_by()
    return dict(rows.values_list("grant").annotate(total=Sum("received")))


def spent_of(grants: Iterable[Grant]) -> dict[UUID, Decimal]:
    """What was spent of each grant, by the accounts of the lines that it pays. Two statements.

    What schools spent counts for the grant of the choice line of their programme.
    """
    lines = PlanLine.objects.filter(plan__status="adopted", grant__in=[grant.pk for grant in grants])
    payer: dict[tuple[UUID, str], UUID] = {}
    for programme, code, kind, grant in lines.values_list("plan__programme", "code", "kind", "grant"):
        payer[programme, code] = grant
        if kind == "choice":
            payer[programme, ""] = grant  # the accounts of schools have no line
    spent: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    accounts = Account.objects.filter(programme__in=lines.values("plan__programme")).order_by()
    for programme, code, total in accounts.values_list("programme", "line").annotate(total=Sum("spent")):
        if (programme, code) in payer:
            spent[payer[programme, code]] += total
    return dict(spent)
