"""Each euro in exactly one grant, and so in exactly one SiSa code: what was paid, approved or reserved, part by part.

Added up anew at every look, from the plan that holds, the claims and the bookings (docs/adr/0023). Amounts without VAT.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from catalogue.programmes.payers import Payers
from portal.accountability.spending import APPROVED, PAID, RESERVED, Spending, spendings
from portal.funding.attribution import Source, Spent, attribute
from portal.funding.models import Grant, LineSource, PlanLine
from portal.funding.queries import passed_on

Gone = Mapping[tuple[UUID, str, UUID], Decimal]
__all__ = ["APPROVED", "PAID", "RESERVED", "Part", "parts_of", "spent_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a spending that one grant pays, as one of its goals.

    Without an adopted plan there is no `line` and no `grant`, and the goal is that of the offer. With one, a part
    without a grant (and without a goal) is money that no grant of the line may pay: it is nowhere accounted for.
    """

    spending: Spending
    amount: Decimal
    line: PlanLine | None
    grant: Grant | None
    goal: SpendingGoal | None

    @property
    def is_uncovered(self) -> bool:
        """No grant of the line may pay it."""
        return self.line is not None and self.grant is None


def parts_of(municipality: Municipality | UUID, *, reserved: bool = False) -> list[Part]:
    """What was paid or approved, and `reserved` too, in the order in which the grants pay it.

    What was passed on to another municipality left its grant first. Five statements; one more for what is reserved, one
    when an offer has a case, and one when a goal matches no other.
    """
    key = municipality.pk if isinstance(municipality, Municipality) else municipality
    return _parts(key, passed_on(key), reserved=reserved)


def spent_of(grants: Iterable[Grant]) -> dict[UUID, Decimal]:
    """What was approved, paid or passed on of each grant: the spent money of the ledger."""
    wanted = list(grants)
    spent: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for municipality in {grant.municipality_id for grant in wanted}:
        gone = passed_on(municipality)
        for part in _parts(municipality, gone):
            if part.grant:
                spent[part.grant.pk] += part.amount
        for (_programme, _code, grant), amount in gone.items():
            spent[grant] += amount
    return {grant.pk: spent[grant.pk] for grant in wanted if grant.pk in spent}


def _parts(municipality: UUID, gone: Gone, *, reserved: bool = False) -> list[Part]:
    payers, sources = Payers(municipality), _sources(municipality)
    by_line: dict[UUID, list[Spending]] = defaultdict(list)
    found: list[Part] = []
    payer_of = {account: rows[0].line_id for rows in sources.values() for account in _accounts(rows[0].line)}
    for each in spendings(municipality, reserved=reserved):
        line = payer_of.get((each.programme, each.code))
        if line is None:
            found.append(Part(each, each.amount, None, None, payers.goal(each.goal)))
        else:
            by_line[line].append(each)
    for line, spent in by_line.items():
        found += _of_line(sources[line], spent, payers, gone)
    return found


def _sources(municipality: UUID) -> Mapping[UUID, list[LineSource]]:
    """The sources of every line of the plans that hold, in the order of use."""
    rows = LineSource.objects.filter(line__plan__status="adopted", line__plan__municipality=municipality)
    found: dict[UUID, list[LineSource]] = defaultdict(list)
    for row in rows.select_related("line__plan", "line__theme", "grant__regulation").order_by("line", "position"):
        found[row.line_id].append(row)
    return found


def _accounts(line: PlanLine) -> list[tuple[UUID, str]]:
    """The accounts that a line pays, by programme and code; schools have no code: theirs is the choice line."""
    own = [(line.plan.programme_id, line.code)]
    return [*own, (line.plan.programme_id, "")] if line.kind == "choice" else own


def _of_line(rows: list[LineSource], spent: list[Spending], payers: Payers, gone: Gone) -> list[Part]:
    grants = {row.grant_id: row.grant for row in rows}
    goals = [payers.goals_for(each.goal, each.cases, each.asked_on) for each in spent]
    may = [
        frozenset(row.grant_id for row in rows if row.grant.regulation_id in goal and each.on <= row.grant.spend_until)
        for each, goal in zip(spent, goals, strict=True)
    ]
    where = (rows[0].line.plan.programme_id, rows[0].line.code)
    sources = [Source(row.grant_id, row.amount - gone.get((*where, row.grant_id), ZERO)) for row in rows]
    divided = attribute(sources, [Spent(each.amount, by) for each, by in zip(spent, may, strict=True)])
    return [
        Part(each, amount, rows[0].line, grant, goal[grant.regulation_id] if grant else None)
        for each, goal, parts in zip(spent, goals, divided, strict=True)
        for pk, amount in parts
        for grant in [grants[pk] if pk else None]
    ]
