"""Others pay a part of a line: it is written down per year, and taken away when it does not go on."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.funding.models import CoFinancing, PlanLine
from portal.funding.rules import may_divide


@deed
def co_finance(programme: Programme, *, line: str, party: str, year: int, amount: Decimal, by: Actor) -> CoFinancing:
    """A party pays this much of a line (by its code) in a year. `Invalid` per wrong field, `#/party` when it is there.

    To change an amount, take it away and write it down anew.
    """
    _may(by, programme)
    faults = []
    if not PlanLine.objects.filter(plan__programme=programme, code=line).exists():
        faults.append(Fault("#/line", "unknown", _("This line is not in the plan. Choose one of its lines.")))
    if CoFinancing.objects.filter(programme=programme, line=line, party=party, year=year).exists():
        sentence = _("This party is there for this line and year already. Take that away first.")
        faults.append(Fault("#/party", "double", sentence))
    check(faults)
    made = CoFinancing(
        municipality_id=programme.municipality_id, programme=programme, line=line, party=party, year=year,
        amount=amount,
    )  # fmt: skip
    return added(validated(made), by=by, data={"line": line, "party": party, "year": year, "amount": str(amount)})


@deed
def end_co_financing(row: CoFinancing, *, by: Actor) -> None:
    """The party does not pay this after all."""
    _may(by, row.programme)
    record("co_financing.removed", row, by=by, data={"line": row.line, "party": row.party, "amount": str(row.amount)})
    row.delete()


def _may(by: Actor, programme: Programme) -> None:
    sentence = _("Only a policy officer of this municipality can write down what others pay.")
    require(may_divide(by, programme), "wrong_role", sentence)
