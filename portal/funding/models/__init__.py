"""Rows of the money: grants and their terms, budget plans with lines and moves, measures, splits and their shares."""

from portal.funding.models.cofinancing import CoFinancing
from portal.funding.models.grants import FinalAccount, Grant, Instalment
from portal.funding.models.ledger import Correction, Handover
from portal.funding.models.measures import Measure
from portal.funding.models.plans import BudgetPlan, LineSource, PlanLine, PlanMove
from portal.funding.models.splits import HEAVIEST, ONE, Split, SplitShare
from portal.funding.models.transfers import BudgetTransfer, Recall, RecallPart

__all__ = [
    "HEAVIEST",
    "ONE",
    "BudgetPlan",
    "BudgetTransfer",
    "CoFinancing",
    "Correction",
    "FinalAccount",
    "Grant",
    "Handover",
    "Instalment",
    "LineSource",
    "Measure",
    "PlanLine",
    "PlanMove",
    "Recall",
    "RecallPart",
    "Split",
    "SplitShare",
]
