"""The deeds on a claim by the municipality: approve (two people above the threshold), return, reject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Forbidden, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import change, expect, hold, move
from catalogue.money import ZERO, written
from portal.claims import rules, settling
from portal.claims.accounted import refuse_accounted
from portal.claims.checks import blocking
from portal.claims.delaying import suspend
from portal.claims.interest import CONFLICT, interest
from portal.claims.models import Claim, ClaimLine, Decision
from portal.claims.queries import first_approval
from portal.claims.sampling import refuse_unseen
from portal.claims.telling import write_letter

REMAINDERS = ("release", "keep")


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What is sanctioned of a line (all, when nothing is said; less needs a reason), or what is asked about it."""

    id: UUID
    sanctioned_amount: Decimal | None = None
    reason: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the approver says: `approve`, `return` or `reject`, why, per line, and what becomes of the remainder."""

    verdict: str
    reason: str = ""
    lines: Sequence[LineVerdict] = field(default_factory=tuple)
    remainder: str = "release"


@deed
def decide(claim: Claim, said: Verdict, *, by: Actor, version: int | None = None, among_many: bool = False) -> Claim:
    """Decide on a submitted claim. Lines that are not named are sanctioned in full. A school gets a decision letter.

    Above the threshold of the programme the first approval waits for a second person, who approves the same amounts:
    `Refused("four_eyes")` for the same person. `Forbidden("conflict_of_interest")` for whoever has an interest in it
    (`interest.interests`); `Refused("blocked")` while a check blocks, `Refused("nothing_sanctioned")` when nothing
    would be paid, `Refused("regulation_closed")` when what pays it was accounted for; `Stale` when `version` is not the
    present one; `Refused("wrong_state")`; `Invalid` per wrong field. `among_many`: in one go with others, where what is
    in the sample is not approved (`sampling.refuse_unseen`).
    """
    require(rules.decides(by, claim), "wrong_role", _("Only an assessor of the municipality can decide on claims."))
    expect(claim, version)
    if claim.status != "submitted":
        raise Refused("wrong_state", _("This claim is not waiting for a decision. Reload the page."))
    if why := interest(by.person, claim):
        raise Forbidden(CONFLICT, why)
    hold(claim)
    if claim.adds_to_id and said.verdict != "approve":
        raise Refused("objection_upheld", _("An objection was upheld: this can only be approved. Lower no amount."))
    if said.verdict == "approve":
        if among_many:
            refuse_unseen(claim)
        return _approve(claim, said, by)
    asks = said.verdict == "return" and any(line.question.strip() for line in said.lines)
    if not said.reason.strip() and not asks:
        raise Invalid.field("#/reason", "required", _("Tell the claimant why, and what to do next."))
    if said.verdict == "return":
        return _return(claim, said, by)
    if said.verdict == "reject":
        return _reject(claim, said, by)
    raise Invalid.field("#/verdict", "unknown", _("Choose approve, return or reject."))


@deed
def settle(claim: Claim, *, by: Actor, on: date | None = None) -> Claim:
    """The bank paid (`on` that day, else today): called by `payments`."""
    return move(claim, "settled", by=by, paid_on=on or timezone.localdate(), data={"sanctioned": str(claim.sanctioned)})


@deed
def came_back(claim: Claim, *, because: str, by: Actor) -> Claim:
    """The bank returned what was paid, or could not pay it: called by `payments`. What was approved stays approved."""
    return move(claim, "failed", by=by, because=because, paid_on=None, data={"sanctioned": str(claim.sanctioned)})


def _approve(claim: Claim, said: Verdict, by: Actor) -> Claim:
    lines = list(claim.lines.select_related("booking", "request").order_by("position"))
    earlier = first_approval(claim)
    if earlier and earlier.person == by.person:
        raise Refused("four_eyes", _("You approved this claim already. Ask a colleague to approve it too."))
    before = {line.pk: line.sanctioned_amount for line in lines}
    _sanction(lines, said, keep=earlier is not None)
    total = sum((line.granted for line in lines), ZERO)
    if not total:
        raise Refused("nothing_sanctioned", _("Nothing would be paid. Reject the claim instead, and say why."))
    agreed = earlier is not None and before == {line.pk: line.sanctioned_amount for line in lines}
    if blocks := [] if claim.adds_to_id else blocking(claim):
        raise Refused("blocked", " ".join(dict.fromkeys(check.sentence for check in blocks)))
    if rules.needs_second(claim, lines) and not agreed:
        _note(claim, said, by, total, final=False)
        return change(claim, event="approved_once", by=by, data={"sanctioned": str(total)})
    remainder = earlier.remainder if earlier and agreed else said.remainder
    _note(claim, said, by, total)
    settling.spend(lines, keep=remainder == "keep", by=by)
    refuse_accounted(claim)  # the accounts are held by now: who accounts for a regulation holds them too
    today = timezone.localdate()
    due_on = rules.due_on(claim, today) if claim.is_of_a_school else claim.due_on  # an invoice has a day of its own
    move(
        claim, "approved", by=by, because=said.reason, sanctioned=total, approved_on=today, due_on=due_on,
        data={"sanctioned": str(total)},
    )  # fmt: skip
    if claim.provider and total < claim.claimed:
        record("claim.lowered", claim, by=by, because=said.reason, data={"sanctioned": str(total)})
    write_letter(claim, lines, said.reason, by=by)
    return claim


def _return(claim: Claim, said: Verdict, by: Actor) -> Claim:
    """Back to the claimant with what is asked, per line; an approval that waited for a second person is void."""
    _note(claim, said, by, ZERO)
    suspend(claim, said.reason, by=by)
    waiting = claim.decisions.filter(verdict="approve", final=False, void_since=None)
    void = waiting.update(void_since=timezone.now())
    questions = {line.id: line.question.strip() for line in said.lines}
    lines = list(claim.lines.order_by("position"))
    check(_unknown(lines, said))
    for line in lines:
        line.question, line.answer = questions.get(line.pk, ""), ""
    ClaimLine.objects.bulk_update(lines, ["question", "answer"])
    data = {"questions": sum(map(bool, questions.values())), "approvals_void": void}
    return move(claim, "returned", by=by, because=said.reason, data=data)


def _reject(claim: Claim, said: Verdict, by: Actor) -> Claim:
    _note(claim, said, by, ZERO)
    lines = list(claim.lines.select_related("booking", "request"))
    settling.let_go(lines, keep=said.remainder == "keep", by=by)
    claim.lines.update(sanctioned_amount=ZERO, live=False)
    move(claim, "rejected", by=by, because=said.reason, sanctioned=ZERO)
    for line in lines:
        line.sanctioned_amount = ZERO
    write_letter(claim, lines, said.reason, by=by)
    return claim


def _sanction(lines: Sequence[ClaimLine], said: Verdict, *, keep: bool) -> None:
    """Write what is sanctioned per line. The second approver who names no lines keeps what the first one wrote."""
    verdicts = {verdict.id: verdict for verdict in said.lines}
    check(_faults(lines, said, verdicts))
    for line in lines:
        verdict = verdicts.get(line.pk)
        if verdict and verdict.sanctioned_amount is not None:
            line.sanctioned_amount, line.reason = verdict.sanctioned_amount, verdict.reason
        elif line.sanctioned_amount is None or not keep:
            line.sanctioned_amount, line.reason = line.amount, ""
    ClaimLine.objects.bulk_update(lines, ["sanctioned_amount", "reason"])


def _faults(lines: Sequence[ClaimLine], said: Verdict, verdicts: dict[UUID, LineVerdict]) -> list[Fault]:
    faults = _unknown(lines, said)
    if said.remainder not in REMAINDERS:
        faults.append(Fault("#/remainder", "unknown", _("Choose release or keep for what is left.")))
    known = {line.pk: line for line in lines}
    for i, verdict in enumerate(said.lines):
        line = known.get(verdict.id)
        if line is None or verdict.sanctioned_amount is None:
            continue
        if not ZERO <= verdict.sanctioned_amount <= line.amount:
            message = _("Found %(found)s; expected € 0 to %(most)s.")
            shown = {"found": written(verdict.sanctioned_amount), "most": written(line.amount)}
            faults.append(Fault(f"#/lines/{i}/sanctionedAmount", "out_of_range", message % shown))
        elif verdict.sanctioned_amount < line.amount and not verdict.reason.strip():
            faults.append(
                Fault(f"#/lines/{i}/reason", "required", _("Tell the claimant why this is less than was claimed."))
            )
    return faults


def _unknown(lines: Sequence[ClaimLine], said: Verdict) -> list[Fault]:
    known = {line.pk for line in lines}
    sentence = _("This line is not in the claim. Reload the page.")
    return [
        Fault(f"#/lines/{i}/id", "unknown", sentence) for i, verdict in enumerate(said.lines) if verdict.id not in known
    ]


def _note(claim: Claim, said: Verdict, by: Actor, sanctioned: Decimal, *, final: bool = True) -> Decision:
    return Decision.objects.create(
        claim=claim, verdict=said.verdict, person=by.person, by=by.label[:200], reason=said.reason,
        sanctioned=sanctioned, remainder=said.remainder, final=final, iban=claim.payee.iban if claim.payee else "",
    )  # fmt: skip
