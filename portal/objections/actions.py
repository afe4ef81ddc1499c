"""The deeds on objections: record, decide, withdraw. Sources: Awb 6:4 to 6:11, 7:10 to 7:12 and 10:3 lid 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Forbidden, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, expect, move
from catalogue.money import ZERO, written
from catalogue.programmes.queries import term_ends
from portal.claims.accounted import refuse_accounted
from portal.claims.adding import add
from portal.claims.interest import CONFLICT, interest
from portal.claims.models import Claim, ClaimLine
from portal.claims.telling import LANGUAGE
from portal.letters import actions as letters
from portal.letters.models import Letter
from portal.objections import rules
from portal.objections.models import Objection
from portal.objections.queries import decision_letter_of, live_of
from portal.objections.states import VERDICTS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is decided, why, and for `upheld` what each line (by id) gets now."""

    verdict: str
    reason: str
    lines: Mapping[UUID, Decimal] = field(default_factory=dict)


@deed
def record(
    claim: Claim, *, grounds: str, by: Actor, received_on: date | None = None, committee: bool = False
) -> Objection:
    """An objection to the decision on own costs, by the school or its board, or what the municipality got by post.

    In time or late is counted from the letter; to be decided within six weeks (with a committee twelve) after the term
    to object (Awb 7:10 lid 1). `Forbidden("wrong_role")`; `Refused("no_decision")` without a decision letter,
    `"objection_open"` when there is one, `"objection_decided"` when that is decided: then the way is to the court (Awb
    8:1), and nothing is paid twice; `Invalid` without grounds, or for a day in the future or before the decision.
    """
    require(rules.may_object(by, claim), "wrong_role", _("Only the school, its board or the municipality can do this."))
    letter, today = decision_letter_of(claim), timezone.localdate()
    if letter is None or letter.objection_until is None or claim.school is None:
        raise Refused("no_decision", _("There is no decision yet that one can object to."))
    received = (received_on or today) if by.municipality else today
    if not grounds.strip():
        raise Invalid.field("#/grounds", "required", _("Say why the decision is wrong (Awb 6:5)."))
    if not letter.sent_on <= received <= today:
        raise Invalid.field("#/receivedOn", "out_of_range", _("Choose a day from the decision to today."))
    term = "objection.committee.weeks" if committee else "objection.decision.weeks"
    row = Objection(
        status="open", municipality=claim.municipality, claim=claim, letter=letter, school=claim.school,
        received_on=received, last_day=letter.objection_until, committee=committee, grounds=grounds.strip(),
        due_on=term_ends(max(letter.objection_until, received), term), recorded_by=by.label[:200],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _there_is_one(letter) from error
    return added(row, by=by, data={"received_on": received.isoformat(), "late": row.late})


@deed
def withdraw(objection: Objection, *, reason: str = "", by: Actor) -> Objection:
    """The school takes it back (Awb 6:21). `Forbidden("wrong_role")`, `Refused("wrong_state")`."""
    right = rules.may_object(by, objection.claim)
    require(right, "wrong_role", _("Only the school, its board or the municipality can do this."))
    return move(objection, "withdrawn", by=by, because=reason)


@deed
def decide(objection: Objection, said: Outcome, *, by: Actor, version: int | None = None) -> Objection:
    """Look at the decision anew (Awb 7:11), by another person than who took it; the school gets a letter.

    Upheld, the lines get what `said` names: never less than they had, never more than was asked, in all more. That is
    paid by an addition to the claim. `Forbidden("wrong_role")`, `"conflict_of_interest"`, `"decided_before"` for who
    took the decision; `Refused("wrong_state")`; `Stale`; `Invalid` per wrong field; `Refused("budget_exhausted")`.
    """
    right = rules.works_on(by, objection.municipality_id)
    require(right, "wrong_role", _("Only an officer or assessor of the municipality decides on objections."))
    expect(objection, version)
    if objection.status != "open":
        raise Refused("wrong_state", _("This objection was decided already. Reload the page."))
    if why := interest(by.person, objection.claim):
        raise Forbidden(CONFLICT, why)
    if rules.decided_before(by, objection):
        sentence = _("You decided on this claim yourself. A colleague looks at it anew.")
        raise Forbidden("decided_before", sentence)
    reasoned(said.reason, _("Say why: the school reads it, and a judge may."))
    if said.verdict not in dict(VERDICTS):
        raise Invalid.field("#/verdict", "unknown", _("Choose uphold, dismiss or do not consider."))
    if said.verdict == "inadmissible" and not objection.late:
        raise Invalid.field("#/verdict", "in_time", _("The objection came in time: look at its grounds."))
    lines = list(objection.claim.lines.select_related("booking", "request").order_by("position"))
    more = _more(lines, said) if said.verdict == "upheld" else {}
    total = sum(more.values(), ZERO)
    move(
        objection, said.verdict, by=by, because=said.reason, reason=said.reason, decided_by=by.person, added=total,
        decided_by_name=by.label[:200], decided_on=timezone.localdate(), data={"added": str(total)},
    )  # fmt: skip
    _write(objection, lines, more, by)
    if more:
        refuse_accounted(objection.claim)
        add(objection.claim, more, reason=said.reason, by=by)
    return objection


def _there_is_one(letter: Letter) -> Refused:
    found = live_of(letter)
    if found is None or found.status == "open":
        return Refused("objection_open", _("There is an objection to this decision already."))
    sentence = _("An objection to this decision was decided already. Who disagrees with that can go to the court.")
    return Refused("objection_decided", sentence)


def _more(lines: list[ClaimLine], said: Outcome) -> dict[UUID, Decimal]:
    """What each line gets above what it had; nobody is worse off for objecting."""
    known = {line.pk: line for line in lines}
    faults = []
    for pk, amount in said.lines.items():
        line = known.get(pk)
        if line is None:
            faults.append(Fault("#/lines", "unknown", _("This line is not in the claim. Reload the page.")))
        elif not line.net <= amount <= line.amount:
            shown = {"least": written(line.net), "most": written(line.amount), "what": line.description}
            message = _("%(what)s: choose an amount from %(least)s (what was decided) to %(most)s (what was asked).")
            faults.append(Fault(f"#/lines/{lines.index(line)}/amount", "out_of_range", message % shown))
    check(faults)
    more = {pk: amount - known[pk].net for pk, amount in said.lines.items() if amount > known[pk].net}
    if not more:
        sentence = _("Nothing would change: give a line more, or dismiss the objection.")
        raise Invalid.field("#/lines", "nothing_changed", sentence)
    return more


def _write(objection: Objection, lines: list[ClaimLine], more: Mapping[UUID, Decimal], by: Actor) -> None:
    with translation.override(LANGUAGE):
        after = {line.pk: line.net + more.get(line.pk, ZERO) for line in lines}
        sentence = _("%(what)s: was %(before)s, becomes %(after)s.")
        values = {
            "asked": written(objection.claim.claimed), "amount": written(sum(after.values(), ZERO)),
            "programme": objection.claim.programme.name, "reason": objection.reason,
            "decision": objection.letter.number,
            "lines": [
                sentence % {"what": line.description, "before": written(line.net), "after": written(after[line.pk])}
                for line in lines
            ],
        }  # fmt: skip
    letters.write(
        f"objection_{objection.status}", cause=objection, municipality=objection.municipality, to=objection.school,
        values=values, language=LANGUAGE, by=by,
    )  # fmt: skip
