"""A grant is written down with its terms, and its payments come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import added, change
from catalogue.money import share
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Regulation
from catalogue.validation import validated
from portal.budgets.queries import counted_on
from portal.funding.models import Grant, Instalment
from portal.funding.queries.finals import closed, finals_of
from portal.funding.rules import may_account, may_fund

MOST_TERMS = 120


@dataclass(frozen=True, slots=True)
class Terms:
    """`count` equal terms, paid per month from `first` (any day in it); the first payment holds `first_holds` terms."""

    count: int
    first: date
    first_holds: int = 1

    def month_of(self, number: int) -> date:
        """The first day of the month in which term `number` (from 1) is paid."""
        months = self.first.year * 12 + self.first.month - 1 + max(0, number - self.first_holds)
        return date(months // 12, months % 12 + 1, 1)


@deed
def add_grant(
    municipality: Municipality,
    regulation: Regulation,
    *,
    amount: Decimal,
    spend_until: date,
    by: Actor,
    instalments: Terms | None = None,
    **fields: Any,
) -> Grant:
    """A grant and its terms, which add up to it to the cent: odd cents go to the first terms. `Invalid` per field.

    `Refused("regulation_closed")` once the regulation is accounted for.
    """
    own = may_fund(by, municipality)
    require(own, "wrong_role", _("Only a policy officer of this municipality can write down a grant."))
    check(_faults(instalments))
    if final := finals_of(municipality.pk).get(regulation.pk):
        raise closed(final)
    grant = Grant(municipality=municipality, regulation=regulation, amount=amount, spend_until=spend_until, **fields)
    added(validated(grant), by=by, data={"amount": str(amount)})
    if instalments:
        parts = share(amount, [1] * instalments.count)
        Instalment.objects.bulk_create(
            Instalment(grant=grant, number=number, month=instalments.month_of(number), amount=part)
            for number, part in enumerate(parts, start=1)
        )
    return grant


@deed
def receive(grant: Grant, *, month: date, on: date, by: Actor) -> Grant:
    """The payment of a month came in, with all the terms that it holds.

    `Refused("wrong_state")` when nothing of that month was still to come, `Refused("grant_closed")` once it is settled;
    `Invalid` for a day in a closed period.
    """
    allowed = may_account(by, grant.municipality)
    require(allowed, "wrong_role", _("Only finance or a policy officer of this municipality can book what came in."))
    if grant.closed_on:
        raise Refused("grant_closed", _("This grant is settled. What comes in after that is not booked on it."))
    if counted_on(grant.municipality_id, on) != on:
        raise Invalid.field("#/on", "period_closed", _("The books of this day are closed. Choose the first open day."))
    due = Instalment.objects.filter(grant=grant, month=month.replace(day=1), received_on__isnull=True)
    terms = due.update(received=F("amount"), received_on=on)
    if not terms:
        raise Refused("wrong_state", _("No payment of this month is still to come. Look at the terms of the grant."))
    return change(grant, event="received", by=by, data={"month": month.isoformat()[:7], "terms": terms})


def _faults(terms: Terms | None) -> list[Fault]:
    if terms is None:
        return []
    between = _("Found %(found)s; expected %(least)s to %(most)s.")
    faults = []
    if not 1 <= terms.count <= MOST_TERMS:
        shown = {"found": terms.count, "least": 1, "most": MOST_TERMS}
        faults.append(Fault("#/instalments/count", "out_of_range", between % shown))
    elif not 1 <= terms.first_holds <= terms.count:
        shown = {"found": terms.first_holds, "least": 1, "most": terms.count}
        faults.append(Fault("#/instalments/firstHolds", "out_of_range", between % shown))
    return faults
