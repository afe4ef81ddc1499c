"""The deeds of bespoke requests: asked by the school, decided by the municipality, paid from the school's budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, check, reasoned, require
from catalogue.exchange import actions as exchange
from catalogue.lifecycle import added, change, expect, move
from catalogue.money import ZERO, written
from catalogue.organisations.models import School
from catalogue.organisations.rules import acts_for, decides_for
from catalogue.programmes.models import Theme
from catalogue.validation import check_fields, validated
from portal.bespoke import rules
from portal.bespoke.models import BespokeRequest
from portal.bespoke.states import EVENT_OF_ALL
from portal.budgets import actions as budgets
from portal.funding.queries import grants_of_choice


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the officer says: `grant` (all, or a lower `amount` with a reason), `return` or `refuse` with a reason."""

    verdict: str
    reason: str = ""
    amount: Decimal | None = None


@deed
def ask(school: School, theme: Theme, *, by: Actor, **said: Any) -> BespokeRequest:
    """Ask for something that no offer gives; a teacher proposes it to the budget holder.

    `said`: the fields of `BespokeRequest` that the school fills in. `Forbidden("not_your_school")`,
    `Refused("other_municipality")`, `Invalid` per wrong field.
    """
    require(acts_for(by, school), "not_your_school", _("Only people of this school can ask this for it."))
    programme = theme.programme
    if programme.municipality_id != school.municipality_id:
        raise Refused("other_municipality", _("This programme is of another municipality. Choose one of your own."))
    request = BespokeRequest(
        status="submitted" if decides_for(by, school) else "proposed", municipality_id=school.municipality_id,
        programme=programme, school=school, theme=theme, requested_by=by.person, **said,
    )  # fmt: skip
    check(rules.faults_of(request))
    return added(validated(request), by=by, data={"amount": str(request.amount)})


@deed
def edit(request: BespokeRequest, *, by: Actor, **said: Any) -> BespokeRequest:
    """Change a proposal, or a request that came back with a question. `Invalid` per wrong field."""
    rules.insist(rules.asked_for(by, request), rules.may_change(by, request), request)
    check_fields(request, **said)
    for name, value in said.items():
        setattr(request, name, value)
    check(rules.faults_of(request))
    return change(request, event="changed", by=by, **said)


@deed
def approve(request: BespokeRequest, *, by: Actor) -> BespokeRequest:
    """The budget holder sends the proposal of a teacher to the municipality."""
    rules.insist(rules.approves(by, request), rules.may_approve(by, request), request)
    return move(request, "submitted", by=by)


@deed
def send_again(request: BespokeRequest, *, by: Actor, answer: str = "") -> BespokeRequest:
    """The school answered the question of the municipality."""
    rules.insist(decides_for(by, request.school), rules.may_send_again(by, request), request)
    return move(request, "submitted", by=by, because=answer)


@deed
def withdraw(request: BespokeRequest, *, by: Actor, reason: str = "") -> BespokeRequest:
    """The school does not want it any more; nothing was set aside yet."""
    rules.insist(rules.asked_for(by, request), rules.may_withdraw(by, request), request)
    return move(request, "withdrawn", by=by, because=reason)


@deed
def decide(request: BespokeRequest, verdict: Verdict, *, by: Actor, version: int | None = None) -> BespokeRequest:
    """Grant it, which sets the money aside on the budget of the school; or return or refuse it, with a reason.

    `Refused("not_eligible")` when a rule forbids the case, with its source; `Invalid` (`#/reason`) where a rule says to
    ask the accountant and no reason tells the answer, or when less is granted than asked; `Refused("budget_exhausted")`
    when the school has less left; `Refused("no_grant_pays" | "grant_closed" | "after_term")` when no grant of the plan
    may pay it until its last day. `Stale` for another version.
    """
    expect(request, version)
    rules.insist(rules.judges(by, request), rules.may_decide(by, request), request)
    if verdict.verdict == "grant":
        return _grant(request, verdict, by)
    reasoned(verdict.reason, _("Say why: the school reads it."))
    to = {"return": "returned", "refuse": "refused"}[verdict.verdict]
    return move(request, to, by=by, because=verdict.reason, decision=verdict.reason)


def _grant(request: BespokeRequest, verdict: Verdict, by: Actor) -> BespokeRequest:
    amount = request.amount if verdict.amount is None else verdict.amount
    if not ZERO < amount <= request.amount:
        expected = _("Found %(found)s; expected at most %(most)s, which is what the school asks.")
        shown = {"found": written(amount), "most": written(request.amount)}
        raise Invalid.field("#/amount", "out_of_range", expected % shown)
    if amount < request.amount:
        reasoned(verdict.reason, _("Say why less is granted than was asked: the school reads it."))
    for ruling in rules.rulings_of(request, timezone.localdate()):
        if ruling.verdict == "no":
            sentence = _("“%(case)s” may not be paid from this money (%(source)s). Refuse it, or change the case.")
            raise Refused("not_eligible", sentence % {"case": ruling.words, "source": ruling.rule.source})
        if ruling.verdict == "ask":
            sentence = _("For “%(case)s” the accountant must be asked first. Write down the answer as the reason.")
            reasoned(verdict.reason, sentence % {"case": ruling.words})
    grants_of_choice(request.programme, request.goal, request.cases, last_day=request.ends_on)
    account = budgets.reserve(request.programme, request.school, amount, cause=request, by=by)
    return move(
        request, "granted", by=by, because=verdict.reason, decision=verdict.reason, granted=amount, reserved=amount,
        account=account, data={"granted": str(amount)},
    )  # fmt: skip


@deed
def close(request: BespokeRequest, *, by: Actor, reason: str = "") -> BespokeRequest:
    """Nothing more is spent of it: what is still set aside returns to the budget of the school."""
    right = decides_for(by, request.school) or rules.judges(by, request)
    rules.insist(right, rules.may_close(by, request), request)
    left, account = request.reserved, request.account_id
    move(request, "closed", by=by, because=reason, reserved=ZERO, data={"released": str(left)})
    if left and account:
        budgets.release(account, left, cause=request, by=by)
    return request


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decision on a claim does to a request: `spent` of the reserved money, and `released` to the account."""

    request: BespokeRequest
    spent: Decimal
    released: Decimal


@deed
def settle(settlements: Sequence[Settlement], *, by: Actor) -> None:
    """A claim was decided: spend or release what its requests hold. First the requests by id, then the accounts.

    Called by `claims`; `Refused("budget_exhausted")` when a request has less reserved.
    """
    ordered = sorted(settlements, key=lambda each: each.request.pk)
    for each in ordered:
        request, left = each.request, each.request.reserved - each.spent - each.released
        if left < 0:
            sentence = _("More is claimed than is still reserved for this request. Lower the amount.")
            raise Refused("budget_exhausted", sentence)
        data = {"spent": str(each.spent), "released": str(each.released)}
        change(request, event="settled", by=by, reserved=left, spent=request.spent + each.spent, data=data)
    for each in sorted(ordered, key=lambda each: str(each.request.account_id)):
        if account_id := each.request.account_id:
            budgets.move_on(account_id, spent=each.spent, released=each.released, cause=each.request, by=by)


@deed
def reserve_again(amounts: Sequence[tuple[BespokeRequest, Decimal]], *, by: Actor) -> None:
    """Set money aside for each once more: an objection was upheld. First the requests by id, then their accounts.

    `Refused("budget_exhausted")` when none is left, `"beyond_granted"` when it would be more than was granted.
    """
    if any(request.reserved + request.spent + amount > request.granted for request, amount in amounts):
        raise Refused("beyond_granted", _("Together with other claims this is more than was granted. Give less."))
    rows = sorted(amounts, key=lambda each: each[0].pk)
    for request, amount in rows:
        reserved = request.reserved + amount
        change(request, event="reserved_again", by=by, reserved=reserved, data={"amount": str(amount)})
    for request, amount in sorted(rows, key=lambda each: (each[0].school_id, each[0].pk)):
        budgets.reserve(request.programme, request.school, amount, cause=request, by=by)


@deed
def offer_to_all(request: BespokeRequest, *, by: Actor) -> BespokeRequest:
    """Show it to the providers of the municipality as an idea, from which each can start an offer for all schools."""
    rules.insist(rules.judges(by, request), rules.may_offer_to_all(by, request), request)
    idea = exchange.suggest(
        request.municipality, origin=str(request.pk), by=by, said={
            "title": request.title, "summary": request.aim[:300], "description": f"{request.motive}\n\n{request.aim}",
            "kind": "optional", "unit": "lump_sum", "price": f"{request.granted:.2f}", "themes": [request.theme.name],
            "goal": request.goal.code, "sectors": [request.school.sector],
        },
    )  # fmt: skip
    return change(request, event=EVENT_OF_ALL, by=by, idea=idea)
