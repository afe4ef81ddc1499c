"""Two versions of a plan side by side: what each gives its lines, and who wrote and adopted them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from catalogue.journal.queries import history_of
from catalogue.money import ZERO
from portal.funding.models import BudgetPlan, PlanLine


@dataclass(frozen=True, slots=True)
class Pair:
    """A line in two versions, found by its code; `None` where a version does not have it."""

    code: str
    before: PlanLine | None
    after: PlanLine | None

    @property
    def name(self) -> str:
        """As it is called in the later version, else in the earlier one."""
        line = self.after or self.before
        return line.name if line else self.code

    @property
    def renamed(self) -> str:
        """What it was called before, when that differs."""
        return self.before.name if self.before and self.after and self.before.name != self.after.name else ""

    @property
    def difference(self) -> Decimal:
        """More (or less) in the later version."""
        return _amount(self.after) - _amount(self.before)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did something to a version, when and why: `event` is that of the journal."""

    event: str
    at: datetime
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of the plan of one programme."""

    before: BudgetPlan
    after: BudgetPlan
    pairs: list[Pair]
    before_signed: list[Signed]
    after_signed: list[Signed]

    @property
    def totals(self) -> tuple[Decimal, Decimal, Decimal]:
        """The sum of the one, of the other, and the difference."""
        before = sum((_amount(pair.before) for pair in self.pairs), ZERO)
        after = sum((_amount(pair.after) for pair in self.pairs), ZERO)
        return before, after, after - before


def compared(before: BudgetPlan, after: BudgetPlan) -> Comparison:
    """Two versions of which the lines were read: those of the later one in its order, then what it left out."""
    old = {line.code: line for line in before.lines.all()}
    new = {line.code: line for line in after.lines.all()}
    pairs = [Pair(code, old.get(code), line) for code, line in new.items()]
    pairs += [Pair(code, line, None) for code, line in old.items() if code not in new]
    return Comparison(before, after, pairs, signed(before), signed(after))


def signed(plan: BudgetPlan) -> list[Signed]:
    """Who wrote, adopted and replaced a version, when and why."""
    return [Signed(line.event, line.at, line.actor or line.role, line.because) for line in history_of(plan.pk)]


def _amount(line: PlanLine | None) -> Decimal:
    return line.amount if line else ZERO
