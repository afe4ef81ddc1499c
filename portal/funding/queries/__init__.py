"""Reading grants, budget plans and splits, and what a split would give."""

from portal.funding.queries.grants import grants_visible_to, instalments_of, received_of
from portal.funding.queries.plans import (
    Finding,
    accounts_of,
    adopted_plan,
    balances,
    findings,
    moves_visible_to,
    paying_line,
    planned_of,
    plans_visible_to,
)
from portal.funding.queries.splits import Share, preview, visible_to
from portal.funding.queries.standings import LineStanding, standings_of

__all__ = [
    "Finding",
    "LineStanding",
    "Share",
    "accounts_of",
    "adopted_plan",
    "balances",
    "findings",
    "grants_visible_to",
    "instalments_of",
    "moves_visible_to",
    "paying_line",
    "planned_of",
    "plans_visible_to",
    "preview",
    "received_of",
    "standings_of",
    "visible_to",
]
