"""Each euro in exactly one grant, and so in exactly one SiSa code: what was paid, approved or reserved, part by part.

Added up anew at every look, from the plan that holds, the claims and the bookings (docs/adr/0023); only what was signed
keeps the grant that paid it (docs/adr/0046). Amounts without VAT.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from catalogue.programmes.payers import Payers
from portal.accountability.models import SignedLine
from portal.accountability.spending import APPROVED, PAID, RESERVED, Spending, spendings
from portal.funding.attribution import Parts, Source, Spent, attribute
from portal.funding.models import Grant, LineSource, PlanLine
from portal.funding.queries import passed_on

Gone = Mapping[tuple[UUID, str, UUID], Decimal]
Signed = Mapping[UUID, Mapping[UUID, Decimal]]
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

    What was passed on to another municipality left its grant first, and what was signed keeps the grant that paid it.
    Six statements; one more for what is reserved, one when an offer has a case, and one when a goal matches no other.
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
    payers, sources, said = Payers(municipality), _sources(municipality), _signed(municipality)
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
        found += _of_line(sources[line], spent, payers, gone, said)
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


def _signed(municipality: UUID) -> Signed:
    """What the signed tables say that each grant paid of a line of a claim, corrections added up."""
    rows = SignedLine.objects.filter(signature__municipality=municipality, grant__isnull=False).order_by()
    found: dict[UUID, dict[UUID, Decimal]] = defaultdict(dict)
    for line, grant, amount in rows.values_list("line", "grant").annotate(total=Sum("amount")):
        found[line][grant] = amount
    return found


def _of_line(rows: list[LineSource], spent: list[Spending], payers: Payers, gone: Gone, said: Signed) -> list[Part]:
    grants = {row.grant_id: row.grant for row in rows}
    goals = [payers.goals_for(each.goal, each.cases, each.asked_on) for each in spent]
    may = [
        frozenset(row.grant_id for row in rows if row.grant.regulation_id in goal and _in_time(each, row.grant))
        for each, goal in zip(spent, goals, strict=True)
    ]
    kept = [
        _kept(each, [pk for pk in grants if pk in by], said.get(each.thing, {}))
        for each, by in zip(spent, may, strict=True)
    ]
    where = (rows[0].line.plan.programme_id, rows[0].line.code)
    used = {row.grant_id: sum((each.get(row.grant_id, ZERO) for each in kept), ZERO) for row in rows}
    sources = [
        Source(row.grant_id, row.amount - gone.get((*where, row.grant_id), ZERO) - used[row.grant_id]) for row in rows
    ]
    rest = [each.amount - sum(parts.values(), ZERO) for each, parts in zip(spent, kept, strict=True)]
    divided = attribute(sources, [Spent(amount, by) for amount, by in zip(rest, may, strict=True)])
    return [
        Part(each, amount, rows[0].line, grant, goal[grant.regulation_id] if grant else None)
        for each, goal, first, then in zip(spent, goals, kept, divided, strict=True)
        for pk, amount in _together(first, then)
        for grant in [grants[pk] if pk else None]
    ]


def _in_time(each: Spending, grant: Grant) -> bool:
    """The activity was in its term; and nothing that is paid after a grant was settled is paid by it."""
    settled = grant.closed_on is not None and (each.paid_on is None or each.paid_on > grant.closed_on)
    return each.on <= grant.spend_until and not settled


def _kept(each: Spending, may: Iterable[UUID], said: Mapping[UUID, Decimal]) -> dict[UUID, Decimal]:
    """What was signed of it, as far as it is still paid: a grant keeps it, whatever happens to others.

    What is used first is kept first, as it was paid first.
    """
    left, found = each.amount if each.stage == PAID else ZERO, dict[UUID, Decimal]()
    for grant in may:
        if (part := min(said.get(grant, ZERO), left)) > 0:
            found[grant] = part
            left -= part
    return found


def _together(first: Mapping[UUID, Decimal], then: Parts) -> Parts:
    found: dict[UUID | None, Decimal] = {}
    for grant, amount in (*first.items(), *then):
        found[grant] = found.get(grant, ZERO) + amount
    return list(found.items())
