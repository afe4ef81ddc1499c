"""Rows of the money: grants and their instalments, budget plans with lines and moves, splits and their shares."""

from portal.funding.models.grants import Grant, Instalment
from portal.funding.models.plans import BudgetPlan, LineSource, PlanLine, PlanMove
from portal.funding.models.splits import HEAVIEST, ONE, Split, SplitShare

__all__ = [
    "HEAVIEST",
    "ONE",
    "BudgetPlan",
    "Grant",
    "Instalment",
    "LineSource",
    "PlanLine",
    "PlanMove",
    "Split",
    "SplitShare",
]
