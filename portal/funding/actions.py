"""The deeds on the division of money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import added, move
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.funding.models import Split, SplitShare
from portal.funding.queries import preview


@deed
def propose_split(programme: Programme, *, pot: Decimal, per_school: Decimal, reference_date: date, by: Actor) -> Split:
    """A split as a draft, to look at its preview. `Invalid` names each wrong field."""
    own = by.role == SYSTEM or (by.is_one_of(OFFICER) and by.municipality == programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality can divide its money."))
    split = Split(
        municipality_id=programme.municipality_id, programme=programme, pot=pot, per_school=per_school,
        reference_date=reference_date, status="draft",
    )  # fmt: skip
    return added(validated(split), by=by)


@deed
def adopt_split(split: Split, *, by: Actor) -> Split:
    """Book what each school gets: the difference with what it has now, as a grant or a call-back.

    `Refused("budget_exhausted")` when a school already chose more than it would get; nothing is booked then.
    """
    own = by.is_one_of(OFFICER) and by.municipality == split.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality can divide its money."))
    move(split, "adopted", by=by, data={"pot": str(split.pot)})
    for each in preview(split):
        account = budgets.open_account(split.programme, school=each.school)
        if each.difference > 0:
            budgets.grant(account, each.difference, cause=split, by=by)
        elif each.difference < 0:
            budgets.call_back(account, -each.difference, cause=split, by=by)
        SplitShare.objects.create(split=split, school=each.school, pupils=each.pupils, amount=each.amount)
    return split


@deed
def grant_line(programme: Programme, line: str, amount: Decimal, *, by: Actor) -> None:
    """Put money on a municipal line, such as the one that pays fixed offers (`budgets.FIXED_LINE`)."""
    own = by.role == SYSTEM or (by.is_one_of(OFFICER) and by.municipality == programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality can divide its money."))
    budgets.grant(budgets.open_account(programme, line=line), amount, cause=programme, by=by)
