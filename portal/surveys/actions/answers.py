"""Answering without a name: one person on the page, or many from a table or counts that were made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ANYONE, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import change
from catalogue.validation import validated
from portal.surveys import rules, vocabulary
from portal.surveys.models import LONGEST_WORDS, Response, Survey, Tally, TallyLine, Topic
from portal.surveys.states import FIRST_STEP, LAST_STEP

MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person says: topics by id, and what else was asked."""

    topics: Sequence[UUID]
    age_group: str = ""
    school_kind: str = ""
    scale: int | None = None
    words: str = ""


@deed
def answer(survey: Survey, said: Answer, *, number: UUID, by: Actor) -> Response:
    """One answer, by whoever has the address. `by` is nobody: who is signed in is not named, here or in the journal.

    `number` is that of the form: the same form sent twice is one answer. `Forbidden("named")` for somebody with a name,
    `Refused("survey_closed")`, `Invalid`.
    """
    require(by == ANYONE, "named", _("An answer to a survey carries no name."))
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)  # who closes it waits: results then stand
    if not rules.can_be_answered(survey, timezone.localdate()):
        raise Refused("survey_closed", _("This survey cannot be answered now. Thank you for wanting to."))
    check(_faults_of(survey, said, set(survey.topics.values_list("pk", flat=True))))
    kept, is_new = Response.objects.get_or_create(pk=number, defaults={"survey": survey} | _fields(said))
    if is_new:
        kept.topics.set(survey.topics.filter(pk__in=said.topics))
        record("survey.answered", survey, by=by)
    return kept


@deed
def read_in(survey: Survey, said: Sequence[Answer], *, by: Actor, file: str = "") -> Survey:
    """Answers that were given on paper or elsewhere, all or none. `file` is the hash of the table they stand in.

    `Forbidden("wrong_role")`, `Refused("survey_closed" | "read_already")`, `Invalid` per answer that is wrong.
    """
    _may_fill(survey, by)
    if file and file in survey.files:
        raise Refused("read_already", _("This table was read in already. Its answers count once."))
    known = set(survey.topics.values_list("pk", flat=True))
    check(
        Fault(f"#/responses/{place}{fault.location[1:]}", fault.code, fault.detail)
        for place, each in enumerate(said)
        for fault in _faults_of(survey, each, known)
    )
    rows = [Response(pk=uuid4(), survey=survey, **_fields(each)) for each in said]
    Response.objects.bulk_create(rows, batch_size=100)
    through = Response.topics.through
    chosen = [
        through(response_id=row.pk, topic_id=topic)
        for row, each in zip(rows, said, strict=True)
        for topic in each.topics
    ]
    through._default_manager.bulk_create(chosen, batch_size=300)
    files = [*survey.files, file] if file else survey.files
    return change(survey, event="read_in", by=by, data={"responses": len(rows)}, files=files)


@deed
def count(survey: Survey, *, name: str, people: int, topics: Mapping[Topic, int], by: Actor) -> Survey:
    """What was counted elsewhere, such as in 70 interviews: how many of the people named each topic.

    `Forbidden("wrong_role")`, `Refused("survey_closed")`, `Invalid` for a name that is used and for impossible numbers.
    """
    _may_fill(survey, by)
    check(_count_faults(people, topics))
    if any(topic.survey_id != survey.pk for topic in topics):
        raise Invalid.field("#/topics", "unknown", _("This topic is not one of this survey."))
    tally = validated(Tally(survey=survey, name=name.strip(), people=people))
    TallyLine.objects.bulk_create(TallyLine(tally=tally, topic=topic, people=many) for topic, many in topics.items())
    return change(survey, event="counted", by=by, data={"people": people, "name": tally.name})


def _faults_of(survey: Survey, said: Answer, known: set[UUID]) -> Iterator[Fault]:
    """What is wrong with one answer."""
    if not 1 <= len(said.topics) <= survey.most_topics:
        sentence = _("Choose one to %(most)s topics.") % {"most": survey.most_topics}
        yield Fault("#/topics", "out_of_range", sentence)
    elif len(set(said.topics)) != len(said.topics) or not set(said.topics) <= known:
        yield Fault("#/topics", "unknown", _("Choose topics of this survey, each once."))
    if said.age_group and said.age_group not in {each.code for each in vocabulary.age_groups()}:
        yield Fault("#/ageGroup", "unknown", _("Choose one of the age groups."))
    if said.school_kind and said.school_kind not in {each.code for each in vocabulary.school_kinds()}:
        yield Fault("#/schoolKind", "unknown", _("Choose one of the kinds of school."))
    if said.scale is not None and not (survey.scale_question and FIRST_STEP <= said.scale <= LAST_STEP):
        yield Fault("#/scale", "out_of_range", _("Expected a number from 1 to 5, where the survey asks for one."))
    if said.words and (not survey.asks_words or len(said.words) > LONGEST_WORDS):
        yield Fault("#/words", "not_asked", _("Expected at most 500 characters, where the survey asks for words."))


def _fields(said: Answer) -> dict[str, object]:
    return {
        "age_group": said.age_group, "school_kind": said.school_kind, "scale": said.scale, "words": said.words.strip(),
    }  # fmt: skip


def _may_fill(survey: Survey, by: Actor) -> None:
    require(rules.may_ask(by, None, survey), "wrong_role", _("Only a policy officer of the municipality does this."))
    if survey.status == "closed":
        raise Refused("survey_closed", _("This survey is closed: its results stand. Make another one."))


def _count_faults(people: int, topics: Mapping[Topic, int]) -> Iterator[Fault]:
    if not 1 <= people <= MOST_PEOPLE:
        found = {"found": people, "most": MOST_PEOPLE}
        yield Fault("#/people", "out_of_range", _("Found %(found)s; expected 1 to %(most)s people.") % found)
    for topic, many in topics.items():
        if not 0 <= many <= people:
            sentence = _("“%(topic)s”: found %(found)s; expected 0 to %(most)s people.")
            yield Fault("#/topics", "out_of_range", sentence % {"topic": topic.name, "found": many, "most": people})
