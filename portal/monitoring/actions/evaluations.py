"""The deeds on evaluations: a school says what it thinks, the municipality asks, and looks at the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from catalogue.vocabulary import Word
from portal.bookings.models import Booking
from portal.monitoring import rules
from portal.monitoring.models import Evaluation, QuestionSet
from portal.monitoring.questions import questions_of
from portal.monitoring.states import HIGHEST, LOWEST

MOST_QUESTIONS = 6


@deed
def evaluate(
    booking: Booking, *, answers: Mapping[str, int], again: bool, by: Actor, words: str = "", named: bool = False
) -> Evaluation:
    """The school says once what it thinks of what it got.

    `Forbidden("wrong_role")`, `Refused("not_accepted" | "evaluated")`, `Invalid` per question without a mark of 1 to 5.
    """
    _may(rules.evaluates(by, booking))
    if booking.status != "accepted":
        raise Refused("not_accepted", _("Say first whether this was delivered. After that you can evaluate it."))
    if Evaluation.objects.filter(booking=booking).exists():
        raise Refused("evaluated", _("Your school evaluated this already. You can still change that evaluation."))
    check(_faults(booking, answers))
    row = Evaluation(
        status="given", municipality_id=booking.municipality_id, booking=booking, school_id=booking.school_id,
        offer_id=booking.offer_id, answers=dict(answers), again=again, words=words, named=named,
    )  # fmt: skip
    return added(validated(row), by=by)


@deed
def change_evaluation(evaluation: Evaluation, *, by: Actor, **fields: Any) -> Evaluation:
    """The school changes its evaluation (`answers`, `again`, `words`, `named`) until the municipality looked at it.

    `Refused("moderated")` after that; else as `evaluate`.
    """
    _may(rules.evaluates(by, evaluation.booking))
    if evaluation.status != "given":
        raise Refused("moderated", _("The municipality looked at this evaluation already, so it stays as it is."))
    if "answers" in fields:
        check(_faults(evaluation.booking, fields["answers"]))
    check_fields(evaluation, **fields)
    return change(evaluation, event="changed", by=by, **fields)


@deed
def moderate(evaluation: Evaluation, *, verdict: str, by: Actor, reason: str = "") -> Evaluation:
    """The officer shows the words of an evaluation (`publish`) or not (`hide`, with a reason that the school reads).

    Its figures count anyway. `Forbidden("wrong_role")`, `Invalid`, `Refused("wrong_state")` for what is so already.
    """
    _may(rules.may_moderate(by, evaluation))
    to = {"publish": "published", "hide": "hidden"}.get(verdict)
    if to is None:
        sentence = _("Found “%(found)s”; expected one of: %(expected)s.")
        raise Invalid.field("#/verdict", "unknown", sentence % {"found": verdict, "expected": "publish, hide"})
    if to == "hidden":
        reasoned(reason, _("Say why these words are not shown. The school reads it."))
    return move(evaluation, to, by=by, because=reason, reason=reason if to == "hidden" else "")


@deed
def ask(programme: Programme, questions: Sequence[Word], *, by: Actor) -> QuestionSet:
    """What schools are asked in this programme from now on; what was answered stays.

    `Forbidden("wrong_role")`, `Invalid` for no question, too many, an empty one, or a code twice.
    """
    _may(rules.may_set_questions(by, programme))
    check(_wrong_questions(questions))
    rows = [{"code": each.code, "label": each.label, "label_en": each.label_en} for each in questions]
    found = QuestionSet.objects.filter(programme=programme).first()
    if found:
        return change(found, event="changed", by=by, questions=rows)
    row = QuestionSet(municipality_id=programme.municipality_id, programme=programme, questions=rows)
    return added(validated(row), by=by)


def _wrong_questions(questions: Sequence[Word]) -> Iterator[Fault]:
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        sentence = _("Found %(found)s questions; expected 1 to %(most)s, so that it takes no more than two minutes.")
        yield Fault("#/questions", "out_of_range", sentence % {"found": len(questions), "most": MOST_QUESTIONS})
    seen: set[str] = set()
    for place, each in enumerate(questions):
        if not each.code.strip() or not each.label.strip():
            yield Fault(f"#/questions/{place}/label", "required", _("Give each question a code and its words."))
        if each.code in seen:
            yield Fault(f"#/questions/{place}/code", "twice", _("This code stands here twice. Give each its own."))
        seen.add(each.code)


def _faults(booking: Booking, answers: Mapping[str, int]) -> Iterator[Fault]:
    asked = questions_of([booking.offer.programme_id])[booking.offer.programme_id]
    for question in asked:
        mark = answers.get(question.code)
        if mark is None or not LOWEST <= mark <= HIGHEST:
            sentence = _("“%(question)s”: choose a mark from 1 to 5.") % {"question": question.words}
            yield Fault(f"#/answers/{question.code}", "required" if mark is None else "out_of_range", sentence)
    for unknown in sorted(set(answers) - {question.code for question in asked}):
        yield Fault(f"#/answers/{unknown}", "unknown", _("This is no question of this programme."))


def _may(allowed: bool) -> None:
    require(allowed, "wrong_role", _("Your role does not allow this. Ask a colleague who may do it."))
