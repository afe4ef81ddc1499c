"""The deeds on the division of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.lifecycle import added, move
from catalogue.money import written
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.funding.models import Split, SplitShare
from portal.funding.queries import preview
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

    `Refused("budget_exhausted")` when a school already chose more than it would get, `Stale` when its budget changes at
    this very moment; nothing is booked then.
    """
    _may(by, split.programme)
    move(split, "adopted", by=by, data={"pot": str(split.pot)})
    shares = [(budgets.open_account(split.programme, school=each.school), each) for each in preview(split)]
    for account, each in sorted(shares, key=lambda pair: pair[0].pk):
        budgets.regrant(account, before=each.before, to=each.amount, cause=split, by=by)
    SplitShare.objects.bulk_create(
        SplitShare(
            split=split, school=each.school, pupils=each.pupils, target_pupils=each.target_pupils,
            weighted=each.weighted, amount=each.amount,
        )
        for _account, each in shares
    )  # fmt: skip
    return split


@deed
def grant_line(programme: Programme, line: str, amount: Decimal, *, by: Actor) -> None:
    """Put money on a municipal line, such as the one that pays fixed offers (`budgets.FIXED_LINE`)."""
    _may(by, programme)
    budgets.grant(budgets.open_account(programme, line=line), amount, cause=programme, by=by)


def _may(by: Actor, programme: Programme) -> None:
    allowed = may_divide(by, programme)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can divide its money."))
