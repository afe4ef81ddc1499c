"""An entry that was wrong is put right by a new entry with the opposite effect: the past is never changed."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.money import CENT, written
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.budgets.models import Account, Entry
from portal.funding.models import Correction
from portal.funding.queries.plans import adopted_plan, one_at_a_time
from portal.funding.rules import is_correctable, may_correct, second_person


@deed
def correct(entry: Entry, *, reason: str, by: Actor, amount: Decimal | None = None) -> Correction:
    """Put an entry right, wholly or for a part: the opposite entry, booked today, with the reason in the journal.

    Up to the four-eyes threshold of the programme at once; above it a second finance officer confirms. An entry is
    corrected at most once: `Refused("already_corrected")`. What a booking or a plan keeps count of is undone there:
    `Refused("own_way_back")`. `Refused("budget_exhausted")` when the money is gone, `Invalid` per wrong field.
    """
    account = entry.account
    right = may_correct(by, account.municipality_id)
    require(right, "wrong_role", _("Only a finance officer of this municipality corrects an entry."))
    amount = entry.amount if amount is None else amount
    check(_faults(entry, amount, reason))
    _its_own(entry)
    one_at_a_time(account.programme)  # two who correct one entry follow each other
    if Correction.objects.filter(entry=entry, status__in=("proposed", "effected")).exists():
        raise Refused("already_corrected", _("This entry was corrected already. Look at the entries of the account."))
    made = validated(Correction(
        municipality_id=account.municipality_id, account=account, entry=entry, amount=amount, reason=reason.strip(),
        status="proposed", proposed_by=by.person,
    ))  # fmt: skip
    added(made, by=by, data={"entry": entry.pk, "kind": entry.kind, "amount": str(amount)})
    return made if amount > account.programme.four_eyes_threshold else _effect(made, by)


@deed
def confirm_correction(made: Correction, *, by: Actor) -> Correction:
    """The second person agrees, and the opposite entry is written. `Refused("four_eyes")` for who proposed it."""
    second_person(by, made)
    return _effect(made, by)


@deed
def refuse_correction(made: Correction, *, reason: str, by: Actor) -> Correction:
    """The second person does not agree; the entry stays as it is. `Invalid` without a reason."""
    second_person(by, made)
    reasoned(reason, _("Say why, so that your colleague understands."))
    return move(made, "refused", by=by, because=reason)


def _effect(made: Correction, by: Actor) -> Correction:
    """The programme, the correction, then the accounts by id: the lock order of the house."""
    entry = made.entry
    one_at_a_time(made.account.programme)
    move(made, "effected", by=by, because=made.reason)
    other = _choice_line(entry)
    for account in sorted([made.account, *([other] if other else [])], key=lambda each: each.pk):
        if account == made.account:
            budgets.put_back(entry, made.amount, cause=made, by=by)
        else:
            book = budgets.grant if entry.kind == "grant" else budgets.call_back
            book(account, made.amount, cause=made, by=by)
    return made


def _choice_line(entry: Entry) -> Account | None:
    """What a split gave to a school came from the choice line of the plan, and returns there: the sum stays."""
    plan = adopted_plan(entry.account.programme_id) if entry.cause == "split" else None
    line = plan.lines.filter(kind="choice").first() if plan else None
    return budgets.open_account(entry.account.programme, line=line.code) if line else None


def _its_own(entry: Entry) -> None:
    if is_correctable(entry):
        return
    sentences = {
        "booking": _("This money belongs to a booking. Withdraw or cancel the booking, or decide on its claim."),
        "budget_plan": _("This is the money of a line of the plan. Move money between lines, or adopt a new version."),
        "plan_move": _("This money moved between two lines. Move it back with another move."),
        "correction": _("This is a correction itself. Do the deed that is right now."),
    }
    if entry.cause == "split" and entry.account.line:
        sentences["split"] = _("This is the other side of a split. Correct the entry of the school.")
    other = _("This money is kept count of elsewhere. Undo there what caused this entry.")
    raise Refused("own_way_back", sentences.get(entry.cause, other))


def _faults(entry: Entry, amount: Decimal, reason: str) -> list[Fault]:
    faults = [] if reason.strip() else [Fault("#/reason", "required", _("Say why: it stands in the journal."))]
    if not CENT <= amount <= entry.amount:
        shown = {"found": written(amount), "most": written(entry.amount)}
        sentence = _("Found %(found)s; expected at most the amount of the entry, %(most)s.")
        faults.append(Fault("#/amount", "out_of_range", sentence % shown))
    return faults
