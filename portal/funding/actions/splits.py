"""The deeds on the division of money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, Stale, require
from catalogue.lifecycle import added, move
from catalogue.money import ZERO, written
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import Split, SplitShare
from portal.funding.queries.plans import adopted_plan, agreed, one_at_a_time
from portal.funding.queries.shares import Share, preview
from portal.funding.rules import may_divide, may_draft

NAMED = 5
KEPT = (
    "school", "pupils", "target_pupils", "weighted", "counted", "amount", "before", "after", "committed", "moved",
    "bound", "odd_cent",
)  # fmt: skip


@deed
def propose_split(programme: Programme, *, by: Actor, **rule: Any) -> Split:
    """A split as a draft, to look at its preview. `rule`: fields of `Split`. `Invalid` names each wrong field."""
    require(may_draft(by, programme), "wrong_role", _("Only who works for this municipality can draft a division."))
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

    What that is follows from `leftovers` and `committed` of the `Split`. With an adopted plan the money comes from its
    choice line, and what is called back returns there. What was computed from is kept in the shares.
    `Refused("budget_exhausted")` when a school already chose more than it would have, or the line has too little;
    `Refused("above_board_grant")` when the schools of a board would get more than the maximum of its board grant;
    `Refused("no_choice_line" | "consent_first")`; `Stale` when a budget changes at this very moment. Nothing is booked
    then.
    """
    _may(by, split.programme)
    one_at_a_time(split.programme)
    move(split, "adopted", by=by, data={"pot": str(split.pot)})
    shares = preview(split)
    _refuse_taking(shares)
    accounts = _accounts(split.programme, shares)
    grants = [(accounts[each.school.pk], each.before, each.after) for each in shares]
    grants += _from_line(split, sum((each.difference for each in shares), ZERO))
    _book(split, grants, by)
    SplitShare.objects.bulk_create(
        SplitShare(split=split, **{name: getattr(each, name) for name in KEPT}) for each in shares
    )
    return split


@deed
def grant_line(programme: Programme, line: str, amount: Decimal, *, by: Actor) -> None:
    """Put money on a municipal line, such as the one that pays fixed offers (`budgets.FIXED_LINE`)."""
    _may(by, programme)
    budgets.grant(budgets.open_account(programme, line=line), amount, cause=programme, by=by)


def _refuse_taking(shares: Sequence[Share]) -> None:
    """`Refused("budget_exhausted")` with the schools that chose more already than they would have."""
    if short := [each for each in shares if each.lacking]:
        names = ", ".join(f"{each.school.name} ({written(each.committed)})" for each in short[:NAMED])
        more = " …" if len(short) > NAMED else ""
        sentence = _("These schools chose more than they would have: %(schools)s. Let them keep it, or divide more.")
        raise Refused("budget_exhausted", sentence % {"schools": names + more})


def _accounts(programme: Programme, shares: Sequence[Share]) -> dict[UUID, Account]:
    rows = Account.objects.filter(programme=programme, school__isnull=False)
    found = {each.school_id: each for each in rows if each.school_id}
    missing = [each.school for each in shares if each.school.pk not in found]
    return found | {school.pk: budgets.open_account(programme, school=school) for school in missing}


def _book(split: Split, grants: Sequence[tuple[Account, Decimal, Decimal]], by: Actor) -> None:
    """The looking was a moment ago: what a school chose since then is not taken either, the officer looks again."""
    try:
        budgets.regrant_all(grants, cause=split, by=by)
    except Refused as error:
        if error.code != "budget_exhausted":
            raise
        sentence = _("A school chose something at this very moment. Look at the new figures, and decide again.")
        raise Stale(sentence) from error


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
