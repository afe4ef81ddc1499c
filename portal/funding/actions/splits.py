"""The deeds on the division of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, move
from catalogue.money import ZERO, written
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import Split, SplitShare
from portal.funding.queries.plans import adopted_plan, agreed, one_at_a_time
from portal.funding.queries.splits import preview
from portal.funding.rules import may_divide


@deed
def propose_split(programme: Programme, *, by: Actor, **rule: Any) -> Split:
    """A split as a draft, to look at its preview. `rule`: fields of `Split`. `Invalid` names each wrong field."""
    _may(by, programme)
    least, most = rule.get("minimum"), rule.get("maximum")
    if least is not None and most is not None and most < least:
        sentence = _("Found %(most)s; expected the minimum, %(least)s, or more.")
        shown = {"most": written(most), "least": written(least)}
        raise Invalid.field("#/maximum", "too_small", sentence % shown)
    split = Split(municipality_id=programme.municipality_id, programme=programme, status="draft", **rule)
    return added(validated(split), by=by)


@deed
def adopt_split(split: Split, *, by: Actor) -> Split:
    """Book what each school gets: the difference with what it has now, as a grant or a call-back.

    With an adopted plan the money comes from its choice line, and what is called back returns there.
    `Refused("budget_exhausted")` when a school already chose more than it would get, or the line has too little;
    `Refused("above_board_grant")` when the schools of a board would get more than the maximum of its board grant;
    `Refused("no_choice_line" | "consent_first")`; `Stale` when a budget changes at this very moment. Nothing is booked
    then.
    """
    _may(by, split.programme)
    one_at_a_time(split.programme)
    move(split, "adopted", by=by, data={"pot": str(split.pot)})
    shares = preview(split)
    grants = [(budgets.open_account(split.programme, school=each.school), each.before, each.amount) for each in shares]
    grants += _from_line(split, sum((each.difference for each in shares), ZERO))
    budgets.regrant_all(grants, cause=split, by=by)
    SplitShare.objects.bulk_create(
        SplitShare(
            split=split, school=each.school, pupils=each.pupils, target_pupils=each.target_pupils,
            weighted=each.weighted, amount=each.amount,
        )
        for each in shares
    )  # fmt: skip
    return split


@deed
def grant_line(programme: Programme, line: str, amount: Decimal, *, by: Actor) -> None:
    """Put money on a municipal line, such as the one that pays fixed offers (`budgets.FIXED_LINE`)."""
    _may(by, programme)
    budgets.grant(budgets.open_account(programme, line=line), amount, cause=programme, by=by)


def _from_line(split: Split, more: Decimal) -> list[tuple[Account, Decimal, Decimal]]:
    """The account of the choice line, what it has, and what it keeps when schools get `more`; none without a plan."""
    plan = adopted_plan(split.programme_id)
    if plan is None:
        return []
    line = plan.lines.filter(kind="choice").first()
    if line is None:
        raise Refused("no_choice_line", _("The adopted plan has no choice line. Plan one before you divide it."))
    agreed(line)
    account = budgets.open_account(split.programme, line=line.code)
    if more > account.available:
        shown = {"line": line.name, "left": written(account.available)}
        sentence = _("“%(line)s” has only %(left)s left to divide. Divide less, or move money to this line.")
        raise Refused("budget_exhausted", sentence % shown)
    return [(account, account.granted, account.granted - more)]


def _may(by: Actor, programme: Programme) -> None:
    allowed = may_divide(by, programme)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can divide its money."))
