"""Budget goes from one school to another of the same board: the director asks, the board decides."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.money import written
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.funding.models import BudgetTransfer
from portal.funding.queries.plans import one_at_a_time
from portal.funding.queries.transfers import sisters_of
from portal.funding.rules import governs, may_give


@deed
def propose_transfer(
    programme: Programme, *, origin: School, target: School, amount: Decimal, reason: str, by: Actor
) -> BudgetTransfer:
    """Give `amount` euros of the budget of `origin` to another school of its board; together they keep what they had.

    Asked by the budget holder of the giving school it waits for the board; by the board itself it happens at once.
    `Forbidden("wrong_role")`; `Invalid` per wrong field; `Refused("budget_exhausted")` when less is left.
    """
    sentence = _("Only the budget holder of the school that gives, or its board, can transfer its budget.")
    require(may_give(by, origin), "wrong_role", sentence)
    check(_faults(origin, target, reason))
    made = validated(BudgetTransfer(
        municipality_id=programme.municipality_id, programme=programme, origin=origin, target=target, amount=amount,
        reason=reason, status="proposed",
    ))  # fmt: skip
    added(made, by=by, data={"amount": str(amount), "from": origin.name, "to": target.name})
    return _effect(made, by) if governs(by, origin) else made


@deed
def confirm_transfer(made: BudgetTransfer, *, by: Actor) -> BudgetTransfer:
    """The board agrees, and the money goes over. `Refused("budget_exhausted")` when less is left by now."""
    _board(made, by)
    return _effect(made, by)


@deed
def refuse_transfer(made: BudgetTransfer, *, reason: str, by: Actor) -> BudgetTransfer:
    """The board does not agree; nothing moves. `Invalid` without a reason."""
    _board(made, by)
    reasoned(reason, _("Say why, so that the school knows it."))
    return move(made, "refused", by=by, because=reason)


def _board(made: BudgetTransfer, by: Actor) -> None:
    require(governs(by, made.origin), "wrong_role", _("Only the board of these schools decides about this."))
    if made.status != "proposed":
        raise Refused("wrong_state", _("This transfer does not wait for the board. Reload the page."))


def _effect(made: BudgetTransfer, by: Actor) -> BudgetTransfer:
    """Two entries with the same cause; nothing that was chosen goes, and the teams of the school give last.

    The programme is held first, as by everybody who grants: accounts and the ceiling of their board follow.
    """
    one_at_a_time(made.programme)
    move(made, "effected", by=by, because=made.reason)
    origin, target = (budgets.open_account(made.programme, school=school) for school in (made.origin, made.target))
    if origin.available < made.amount:
        sentence = _("%(school)s has %(left)s left. Transfer less, or first withdraw something that was chosen.")
        shown = {"school": made.origin.name, "left": written(origin.available)}
        raise Refused("budget_exhausted", sentence % shown)
    changes = [
        (origin, origin.granted, origin.granted - made.amount),
        (target, target.granted, target.granted + made.amount),
    ]
    budgets.regrant_all(changes, cause=made, by=by)
    return made


def _faults(origin: School, target: School, reason: str) -> list[Fault]:
    faults = []
    if not reason.strip():
        faults.append(Fault("#/reason", "required", _("Say why the budget goes over: the municipality reads it.")))
    if not sisters_of(origin).filter(pk=target.pk).exists():
        sentence = _("Choose another school of the same board in this municipality.")
        faults.append(Fault("#/target", "other_board", sentence))
    return faults
