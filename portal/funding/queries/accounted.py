"""What only a regulation could pay that was accounted for already: asked on every path on which money goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from catalogue.programmes.models import SpendingGoal
from catalogue.programmes.payers import Payers
from portal.funding.models import FinalAccount, Grant, LineSource
from portal.funding.queries.finals import finals_of
from portal.funding.queries.payers import fitting


@dataclass(frozen=True, slots=True)
class Asked:
    """A `thing` (id) that a line of a programme (`code`; empty: the choice line) is to pay, for a goal."""

    thing: UUID
    programme: UUID
    code: str
    goal: SpendingGoal


def accounted_for(municipality: UUID, asked: Iterable[Asked]) -> dict[UUID, FinalAccount]:
    """The things that no open regulation may pay, with the final account that closed it.

    Asked are the regulations of the grants of the line; where no plan says so, that of the goal itself. One statement
    as long as the municipality accounted for nothing; `asked` is not read then.
    """
    finals = finals_of(municipality)
    if not finals:
        return {}
    grants, known = _grants(municipality), dict[UUID, Payers]()
    found: dict[UUID, FinalAccount] = {}
    for each in asked:
        paying = grants.get((each.programme, each.code), [])
        may = fitting(each.goal, (), paying, known) if paying else []
        regulations = {grant.regulation_id for grant in may} or {each.goal.regulation_id}
        if regulations <= finals.keys():
            found[each.thing] = finals[min(regulations)]
    return found


def _grants(municipality: UUID) -> dict[tuple[UUID, str], list[Grant]]:
    """The grants of every line of the plans that hold, by programme and code; the choice line has none."""
    rows = LineSource.objects.filter(line__plan__status="adopted", line__plan__municipality=municipality)
    found: dict[tuple[UUID, str], list[Grant]] = defaultdict(list)
    for row in rows.select_related("line__plan", "grant").order_by("position"):
        found[row.line.plan.programme_id, row.line.code].append(row.grant)
        if row.line.kind == "choice":
            found[row.line.plan.programme_id, ""].append(row.grant)
    return found
