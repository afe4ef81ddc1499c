"""How the lines of a plan stand: what is set aside, spent and left of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from catalogue.money import ZERO
from portal.budgets.models import Account
from portal.funding.models import BudgetPlan, PlanLine


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A line and its money: planned = committed + spent + left. Of the choice line, what the schools do counts."""

    line: PlanLine
    committed: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What is planned and not committed or spent."""
        left: Decimal = self.line.amount - self.committed - self.spent
        return left


def standings_of(plan: BudgetPlan) -> list[LineStanding]:
    """Every line in its order; a plan that is not adopted commits and spends nothing. One statement and the lines."""
    lines = list(plan.lines.all())
    if plan.status != "adopted":
        return [LineStanding(line, ZERO, ZERO) for line in lines]
    choice = next((line.code for line in lines if line.kind == "choice"), "")
    rows = Account.objects.filter(Q(line__in=[line.code for line in lines]) | Q(line=""), programme=plan.programme_id)
    sums = rows.order_by().values_list("line").annotate(committed=Sum("reserved"), spent=Sum("spent"))
    found = {code or choice: (committed, spent) for code, committed, spent in sums if code != choice}
    return [LineStanding(line, *found.get(line.code, (ZERO, ZERO))) for line in lines]
