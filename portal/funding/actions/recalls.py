"""What schools have left goes back, to be divided again or planned for something else."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, Stale, check, require
from catalogue.lifecycle import added
from catalogue.money import ZERO
from catalogue.programmes.models import Programme
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import Recall, RecallPart
from portal.funding.queries.plans import adopted_plan, one_at_a_time
from portal.funding.queries.transfers import leftovers_of
from portal.funding.rules import may_divide


@deed
def call_back_leftovers(
    programme: Programme, *, reason: str, by: Actor, schools: Collection[UUID] | None = None
) -> Recall:
    """Take back what these schools (`None`: all) have left: nothing that is reserved or spent.

    It returns to the choice line of the adopted plan; without a plan it is only taken off the accounts. Teams give what
    they have left too. `Invalid` without a reason or for a school that has nothing left; `Refused("nothing_left")` when
    no school has anything; `Stale` when a school chooses something at this very moment.
    """
    allowed = may_divide(by, programme)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can call its money back."))
    one_at_a_time(programme)
    accounts = [each for each in leftovers_of(programme) if schools is None or each.school_id in schools]
    check(_faults(reason, accounts, schools))
    total: Decimal = sum((each.available for each in accounts), ZERO)
    recall = Recall(municipality_id=programme.municipality_id, programme=programme, reason=reason.strip(), amount=total)
    recall.save(force_insert=True)
    added(recall, by=by, data={"amount": str(total), "schools": len(accounts)})
    RecallPart.objects.bulk_create(
        RecallPart(recall=recall, school=each.school, amount=each.available) for each in accounts if each.school
    )
    changes = [(each, each.granted, each.granted - each.available) for each in accounts]
    if line := _choice_account(programme):
        changes.append((line, line.granted, line.granted + total))
    try:
        budgets.regrant_all(changes, cause=recall, by=by)
    except Refused as error:
        sentence = _("A school chose something at this very moment. Look at the new figures, and decide again.")
        raise Stale(sentence) from error
    return recall


def _choice_account(programme: Programme) -> Account | None:
    plan = adopted_plan(programme)
    line = plan.lines.filter(kind="choice").first() if plan else None
    return budgets.open_account(programme, line=line.code) if line else None


def _faults(reason: str, accounts: list[Account], schools: Collection[UUID] | None) -> list[Fault]:
    faults = []
    if not reason.strip():
        faults.append(Fault("#/reason", "required", _("Say why the money goes back: the schools read it.")))
    if schools is not None and {each.school_id for each in accounts} != set(schools):
        faults.append(Fault("#/schools", "nothing_left", _("One of these schools has nothing left. Leave it out.")))
    if not accounts and not faults:
        raise Refused("nothing_left", _("No school has anything left that could go back."))
    return faults
