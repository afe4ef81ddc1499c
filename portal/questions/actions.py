"""The deeds on questions: ask, write, add a file, conclude. None changes money.

The journal says that something was written, never what; of a conclusion it keeps the reason.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Forbidden, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, change, expect, move
from catalogue.money import CENT, ZERO, written
from catalogue.validation import validated
from portal.claims.files import kept
from portal.claims.models import ClaimLine
from portal.conversations.saying import room_for_files, word_faults
from portal.questions import rules
from portal.questions.models import AuditFile, AuditQuestion, AuditRemark
from portal.questions.states import ASKS, CONCLUSIONS


@deed
def ask(
    line: ClaimLine, *, words: str, by: Actor, amount: Decimal | None = None, file: File[bytes] | None = None
) -> AuditQuestion:
    """Ask the municipality about an expense, perhaps with an amount in doubt and a file.

    `Forbidden("wrong_role")` unless it is the controller, `"conflict_of_interest"` or `"decided_before"` for who keeps
    away (`rules.kept_away`); `Refused("not_spent")` for a line that was not approved or is credited,
    `Refused("question_open")` while a question about it runs; `Invalid` (`#/words`, `#/amount`, `#/file`).
    """
    claim = line.claim
    right = rules.side_of(by, claim.municipality_id) == ASKS
    require(right, "wrong_role", _("Only the controller of the municipality asks about its expenses."))
    _keeps_away(by, line)
    if not rules.is_expense(line):
        sentence = _("This is no expense (any more): only what was approved or paid can be asked about.")
        raise Refused("not_spent", sentence)
    check([*word_faults(words), *_amount_faults(line, amount)])
    row = AuditQuestion(
        status="open", municipality=claim.municipality, line=line, amount=amount, asked_by=by.label[:200]
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("question_open", _("A question about this expense runs already. Write in that one.")) from error
    _say(row, ASKS, words, file, by)
    return added(row, by=by, data={"line": str(line.pk), "amount": _shown(amount), "files": int(bool(file))})


@deed
def write(
    question: AuditQuestion, *, words: str, by: Actor, file: File[bytes] | None = None, version: int | None = None
) -> AuditRemark:
    """Answer for the municipality, or ask on as the controller; what waits goes to the other side.

    `Forbidden("wrong_role")`, and as `ask` for who keeps away, with `"four_eyes"` for who wrote for the other side;
    `Refused("wrong_state")` once it is concluded; `Stale`; `Invalid` (`#/words`, `#/file`).
    """
    side = rules.side_of(by, question.municipality_id)
    sentence = _("Only finance, an assessor, a policy officer or the controller of the municipality writes here.")
    require(bool(side), "wrong_role", sentence)
    expect(question, version)
    _keeps_away(by, question.line, question)
    if not question.runs:
        raise Refused("wrong_state", _("This question was concluded. The controller can ask a new one."))
    check(word_faults(words))
    said = _say(question, side, words, file, by)
    to, data = "open" if side == ASKS else "answered", {"files": int(bool(file))}
    if question.status == to:
        change(question, event="added_to", by=by, data=data | {"side": side})
    else:
        move(question, to, by=by, data=data)
    return said


@deed
def attach(remark: AuditRemark, upload: File[bytes], *, by: Actor) -> AuditFile:
    """Another file with what one wrote oneself, while the question runs; five at most.

    `Forbidden("not_yours")`, `Refused("wrong_state" | "too_many_files")`; `Invalid` (`#/file`) as with evidence.
    """
    own = bool(by.person) and remark.person == by.person
    require(own, "not_yours", _("Somebody else wrote this message, so only they can change it."))
    question = remark.question
    if not question.runs:
        raise Refused("wrong_state", _("This question was concluded. The controller can ask a new one."))
    room_for_files(remark.files.count())
    found = AuditFile.objects.create(remark=remark, **kept(upload))
    change(question, event="file_added", by=by, data={"sha256": found.sha256, "scan": found.scan})
    return found


@deed
def conclude(
    question: AuditQuestion, conclusion: str, *, reason: str, by: Actor, amount: Decimal | None = None,
    version: int | None = None,
) -> AuditQuestion:  # fmt: skip
    """Close a question: `in_order` (nothing is in doubt), `corrected` or `not_accepted`, with the amount if it is said.

    It changes no money: what is not accepted is put right by the deed that exists for it, such as a credit note, and
    can then still become `corrected`. `Forbidden("wrong_role")`, and as `write` for who keeps away;
    `Refused("wrong_state")`; `Stale`; `Invalid` (`#/conclusion`, `#/reason`, `#/amount`).
    """
    right = rules.side_of(by, question.municipality_id) == ASKS
    require(right, "wrong_role", _("Only the controller of the municipality concludes."))
    expect(question, version)
    _keeps_away(by, question.line, question)
    if conclusion not in dict(CONCLUSIONS):
        raise Invalid.field("#/conclusion", "unknown", _("Choose in order, corrected or not accepted."))
    reasoned(reason, _("Say why: it stands in the file of the auditor."))
    if conclusion == "in_order" and amount:
        raise Invalid.field("#/amount", "in_order", _("What is in order has no amount in doubt. Leave it empty."))
    check(_amount_faults(question.line, amount or None))
    doubt = ZERO if conclusion == "in_order" else (amount or question.amount)
    return move(
        question, conclusion, by=by, because=reason.strip(), reason=reason.strip(), amount=doubt,
        concluded_by=by.label[:200], concluded_on=timezone.localdate(), data={"amount": _shown(doubt)},
    )  # fmt: skip


def _keeps_away(by: Actor, line: ClaimLine, question: AuditQuestion | None = None) -> None:
    code, sentence = rules.kept_away(by, line.claim, question)
    if code:
        raise Forbidden(code, sentence)


def _say(question: AuditQuestion, side: str, words: str, file: File[bytes] | None, by: Actor) -> AuditRemark:
    said = AuditRemark(question=question, side=side, person=by.person, name=by.label[:200], words=words.strip())
    row = validated(said)
    if file:
        AuditFile.objects.create(remark=row, **kept(file))
    return row


def _amount_faults(line: ClaimLine, amount: Decimal | None) -> list[Fault]:
    """An amount in doubt is some of what was granted, never more."""
    if amount is None or CENT <= amount <= line.granted:
        return []
    shown = {"found": written(amount), "least": written(CENT), "most": written(line.granted)}
    return [Fault("#/amount", "out_of_range", _("Found %(found)s; expected %(least)s to %(most)s.") % shown)]


def _shown(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
