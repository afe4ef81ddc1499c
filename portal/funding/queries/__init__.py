"""Reading grants, budget plans, measures and splits, and what a split would give."""

from portal.funding.queries.checks import contradictions, findings
from portal.funding.queries.costs import below, bottom_up, cost_of, line_of, once_of, per_year_of
from portal.funding.queries.finals import closed, finals_of, finals_visible_to
from portal.funding.queries.grants import (
    co_financings_of,
    co_financings_visible_to,
    grants_visible_to,
    instalments_of,
    received_of,
)
from portal.funding.queries.ledger import (
    corrected,
    corrections_visible_to,
    handovers_visible_to,
    names_of_lines,
    passed_on,
    transferred_by_year,
    transferred_of,
    verify_grants,
)
from portal.funding.queries.measures import changes_of, measures_visible_to
from portal.funding.queries.payers import Paying, grants_of_choice, grants_paying
from portal.funding.queries.plans import (
    Finding,
    accounts_of,
    adopted_plan,
    balances,
    moves_visible_to,
    paying_line,
    planned_of,
    plans_visible_to,
)
from portal.funding.queries.shares import Basis, Share, basis_of, preview
from portal.funding.queries.splits import newest_adopted, previous_amounts, shares_of, suggested, visible_to
from portal.funding.queries.standings import LineStanding, standings_of
from portal.funding.queries.transfers import (
    leftovers_of,
    moved_of,
    recalls_visible_to,
    sisters_of,
    transfers_visible_to,
)
from portal.funding.queries.versions import compared, signed

__all__ = [
    "Basis",
    "Finding",
    "LineStanding",
    "Paying",
    "Share",
    "accounts_of",
    "adopted_plan",
    "balances",
    "basis_of",
    "below",
    "bottom_up",
    "changes_of",
    "closed",
    "co_financings_of",
    "co_financings_visible_to",
    "compared",
    "contradictions",
    "corrected",
    "corrections_visible_to",
    "cost_of",
    "finals_of",
    "finals_visible_to",
    "findings",
    "grants_of_choice",
    "grants_paying",
    "grants_visible_to",
    "handovers_visible_to",
    "instalments_of",
    "leftovers_of",
    "line_of",
    "measures_visible_to",
    "moved_of",
    "moves_visible_to",
    "names_of_lines",
    "newest_adopted",
    "once_of",
    "passed_on",
    "paying_line",
    "per_year_of",
    "planned_of",
    "plans_visible_to",
    "preview",
    "previous_amounts",
    "recalls_visible_to",
    "received_of",
    "shares_of",
    "signed",
    "sisters_of",
    "standings_of",
    "suggested",
    "transferred_by_year",
    "transferred_of",
    "transfers_visible_to",
    "verify_grants",
    "visible_to",
]
