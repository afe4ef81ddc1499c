"""A school divides (a part of) its budget over named teams; what no team has stays common.

Teams hold money, never persons. The rules are inside the school: the municipality sees one account. When a budget gets
less (a new split, a call-back, a transfer), the common rest gives first and then the teams, in proportion to what each
has left (`budgets.actions.call_back`): what a team has reserved or spent is never touched.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.lifecycle import added, change
from catalogue.money import ZERO
from catalogue.validation import check_fields, validated
from portal.budgets.actions import allot
from portal.budgets.models import Account, TeamBudget
from portal.budgets.rules import may_team


@deed
def add_team(account: Account, *, name: str, amount: Decimal, by: Actor) -> TeamBudget:
    """A team with its part of the budget of a school. `Invalid` for a name that is there already.

    `Refused("budget_exhausted")` when less than `amount` euros is common.
    """
    _may(by, account)
    _check_amount(amount)
    team = added(validated(TeamBudget(account=account, name=name.strip())), by=by)
    return allot(team, amount, by=by) if amount else team


@deed
def change_team(team: TeamBudget, *, by: Actor, name: str | None = None, amount: Decimal | None = None) -> TeamBudget:
    """Another name, or another amount in euros: the difference comes from what is common, or goes back there.

    `Refused("budget_exhausted")` when less is common, or when the team chose more than `amount` already.
    """
    _may(by, team.account)
    wanted = team.name if name is None else name.strip()
    if TeamBudget.objects.filter(account=team.account_id, name=wanted).exclude(pk=team.pk).exists():
        raise Invalid.field("#/name", "double", _("There is a team with this name already. Choose another name."))
    check_fields(team, name=wanted)
    to = team.allotted if amount is None else amount
    _check_amount(to)
    if wanted != team.name:
        change(team, event="named", by=by, name=wanted)
    return allot(team, to - team.allotted, by=by) if to != team.allotted else team


def _check_amount(amount: Decimal) -> None:
    if amount < ZERO:
        raise Invalid.field("#/amount", "too_small", _("Found an amount below zero; expected € 0.00 or more."))


def _may(by: Actor, account: Account) -> None:
    sentence = _("Only a coordinator, the budget holder or the board of this school divides its budget over teams.")
    require(may_team(by, account), "wrong_role", sentence)
