"""Money moves between the lines of an adopted plan: with a reason, and above the threshold with a second person."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.money import in_cents, written
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.funding.models import BudgetPlan, PlanLine, PlanMove
from portal.funding.queries.plans import one_at_a_time
from portal.funding.rules import may_confirm, may_divide
from portal.funding.sources import carry, shared


@deed
def propose_move(
    plan: BudgetPlan, *, origin: PlanLine, target: PlanLine, amount: Decimal, reason: str, by: Actor
) -> PlanMove:
    """Move money between two lines; the sum of the lines stays as it is.

    Up to the four-eyes threshold of the programme it happens at once; above it the move waits for a second person.
    Money stays within its grant: it moves as far as grants that pay both lines hold it, from the one that is used last.
    `Refused("wrong_state")` unless the plan is adopted, `Refused("other_grant")` when no such grant holds so much,
    `Refused("budget_exhausted")` when less is left on the first line, `Invalid` per wrong field.
    """
    own = may_divide(by, plan.programme)
    require(own, "wrong_role", _("Only a policy officer of this municipality can move its money."))
    if plan.status != "adopted":
        raise Refused("wrong_state", _("Only in the adopted plan money moves. In a draft you change the lines."))
    check(_faults(plan, origin, target, reason))
    shared(origin, target)
    made = validated(PlanMove(
        municipality_id=plan.municipality_id, plan=plan, origin=origin, target=target, amount=amount, reason=reason,
        status="proposed", proposed_by=by.person,
    ))  # fmt: skip
    added(made, by=by, data={"amount": str(amount), "from": origin.code, "to": target.code})
    return made if amount > plan.programme.four_eyes_threshold else _effect(made, by)


@deed
def confirm_move(made: PlanMove, *, by: Actor) -> PlanMove:
    """The second person agrees, and the money moves. `Refused("four_eyes")` for who proposed it."""
    _second(made, by)
    return _effect(made, by)


@deed
def refuse_move(made: PlanMove, *, reason: str, by: Actor) -> PlanMove:
    """The second person does not agree; nothing moves. `Invalid` without a reason."""
    _second(made, by)
    reasoned(reason, _("Say why, so that your colleague can propose something else."))
    return move(made, "refused", by=by, because=reason)


def _second(made: PlanMove, by: Actor) -> None:
    if made.status == "proposed" and by.person == made.proposed_by and by.municipality == made.municipality_id:
        raise Refused("four_eyes", _("You proposed this move. Ask a colleague to confirm it."))
    if made.status != "proposed":
        raise Refused("wrong_state", _("This move is not waiting for a second person. Reload the page."))
    require(may_confirm(by, made), "wrong_role", _("Only a policy officer or finance officer can confirm this."))


def _effect(made: PlanMove, by: Actor) -> PlanMove:
    """The programme, the move, the accounts by id, then the lines: the lock order of the house."""
    one_at_a_time(made.plan.programme)
    if not BudgetPlan.objects.filter(pk=made.plan_id, status="adopted").exists():
        raise Refused("wrong_state", _("Another version of the plan holds now. Propose the move in that one."))
    origin, target = (budgets.open_account(made.plan.programme, line=line.code) for line in (made.origin, made.target))
    if origin.available < made.amount:
        sentence = _("On “%(line)s” %(left)s is left. Move less, or free money there first.")
        shown = {"line": made.origin.name, "left": written(origin.available)}
        raise Refused("budget_exhausted", sentence % shown)
    parts = carry(made.origin, made.target, made.amount, used=made.origin.amount - origin.available)
    move(made, "effected", by=by, because=made.reason, data={"grants": parts})
    for account in sorted((origin, target), key=lambda each: each.pk):
        book = budgets.call_back if account is origin else budgets.grant
        book(account, made.amount, cause=made, by=by)
    PlanLine.objects.filter(pk=made.origin_id).update(amount=F("amount") - in_cents(made.amount))
    PlanLine.objects.filter(pk=made.target_id).update(amount=F("amount") + in_cents(made.amount))
    return made


def _faults(plan: BudgetPlan, origin: PlanLine, target: PlanLine, reason: str) -> list[Fault]:
    why = _("Say why the money moves: it stands in the account.")
    faults = [] if reason.strip() else [Fault("#/reason", "required", why)]
    for name, line in (("from", origin), ("to", target)):
        if line.plan_id != plan.pk:
            faults.append(Fault(f"#/{name}", "unknown", _("This line is not in the plan. Choose one of its lines.")))
    if origin == target:
        faults.append(Fault("#/to", "same", _("This is the same line. Choose another one.")))
    return faults
