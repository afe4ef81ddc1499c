"""A grant is settled: what was not spent of it goes back, and nothing can be spent of it any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.lifecycle import Thing, added, change
from catalogue.money import ZERO, cents, in_cents, share
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Regulation
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import FinalAccount, Grant, LineSource, PlanLine
from portal.funding.queries.finals import closed, finals_of
from portal.funding.queries.plans import one_at_a_time
from portal.funding.rules import may_account


@deed
def close_grant(grant: Grant, *, spent: Mapping[UUID, Decimal], on: date, cause: Thing, by: Actor) -> Grant:
    """Close a grant of which `spent` was paid, per line (id). Called by `accountability.settle_grant`.

    What is left of it on a line goes: from the account of the line, and of the choice line also from the schools, in
    proportion to what each has left. `Refused("grant_closed")` when it is closed already.
    """
    allowed = may_account(by, grant.municipality)
    require(allowed, "wrong_role", _("Only finance or a policy officer of this municipality can settle a grant."))
    sources = LineSource.objects.filter(grant=grant, line__plan__status="adopted").select_related(
        "line__plan__programme"
    )
    programmes = {source.line.plan.programme_id: source.line.plan.programme for source in sources}
    for pk in sorted(programmes):
        one_at_a_time(programmes[pk])
    if not Grant.objects.filter(pk=grant.pk, closed_on__isnull=True).exists():
        raise Refused("grant_closed", _("This grant is settled already. Reload the page."))
    called_back: list[tuple[Account, Decimal]] = []
    for source in sources.all():
        left = source.amount - spent.get(source.line_id, ZERO)
        if left > 0:
            called_back += _accounts(source.line, left)
            LineSource.objects.filter(pk=source.pk).update(amount=F("amount") - in_cents(left))
            PlanLine.objects.filter(pk=source.line_id).update(amount=F("amount") - in_cents(left))
    for account, amount in sorted(called_back, key=lambda each: each[0].pk):
        budgets.call_back(account, amount, cause=cause, by=by)
    total = sum(spent.values(), ZERO)
    return change(grant, event="closed", by=by, data={"paid": str(total)}, closed_on=on, paid_of_it=total)


@deed
def close_ledger(municipality: Municipality, regulation: Regulation, *, year: int, by: Actor) -> FinalAccount:
    """A regulation was accounted for, for the last time, in the table of a year. Called by `accountability`.

    From now on nothing is booked, approved or paid of it in this municipality. `Refused("regulation_closed")` when it
    was accounted for before.
    """
    known = finals_of(municipality.pk).get(regulation.pk)
    if known:
        raise closed(known)
    made = FinalAccount.objects.create(municipality=municipality, regulation=regulation, year=year)
    return added(made, by=by, data={"regulation": regulation.code, "year": year})


def _accounts(line: PlanLine, left: Decimal) -> list[tuple[Account, Decimal]]:
    """From which accounts this much is called back: never more than they have left."""
    own = budgets.open_account(line.plan.programme, line=line.code)
    taken = min(left, own.available)
    found = [(own, taken)]
    if line.kind == "choice" and left > taken:
        schools = Account.objects.filter(programme=line.plan.programme_id, school__isnull=False)
        found += _of_schools([each for each in schools if each.available > 0], left - taken)
    return [(account, amount) for account, amount in found if amount > 0]


def _of_schools(schools: Sequence[Account], wanted: Decimal) -> list[tuple[Account, Decimal]]:
    there = sum((each.available for each in schools), ZERO)
    parts = share(min(wanted, there), [cents(each.available) for each in schools])
    return list(zip(schools, parts, strict=True))
