"""Answers and counts as tables to fill in with a spreadsheet, and read back with every wrong cell named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.errors import Fault, Invalid
from catalogue.sheets import Column, Sheet, as_xlsx, read
from portal.surveys import vocabulary
from portal.surveys.actions import Answer
from portal.surveys.models import Survey, Topic

Cells = dict[str, str]
T = TypeVar("T")


def template(survey: Survey) -> bytes:
    """A workbook to type answers in: one row per person."""
    names = [topic.name for topic in survey.topics.all()]
    columns = {each: Column(choices=names, note=_("One of the topics of the survey.")) for each in _topics(survey)}
    for name, words in _groups().items():
        columns[name] = Column(choices=list(words), note=_("May stay empty."))
    return as_xlsx(Sheet(_("Answers"), _columns(survey), [], columns), lists=_("Choices"))


def answers_in(survey: Survey, content: bytes, name: str) -> list[Answer]:
    """The answers in a file, one per row. `Invalid` at `#/file`: every row and column that is not understood."""
    topics = {topic.name.casefold(): topic.pk for topic in survey.topics.all()}
    answers, faults = [], []
    for number, cells in _rows(content, name, _columns(survey)):
        wrong = list(_wrong(survey, cells, topics))
        faults += [_fault(number, column, code, words) for column, code, words in wrong]
        if not wrong:
            answers.append(_answer(survey, cells, topics))
    return _all(answers, faults)


def counts_in(survey: Survey, content: bytes, name: str) -> dict[Topic, int]:
    """How many people named each topic, one topic per row. `Invalid` at `#/file` as for answers."""
    topics = {topic.name.casefold(): topic for topic in survey.topics.all()}
    topic_column, people_column = _("Topic"), _("People")
    counts: dict[Topic, int] = {}
    faults = []
    for number, cells in _rows(content, name, (topic_column, people_column)):
        topic, people = topics.get(cells[topic_column].casefold()), cells[people_column]
        if topic is None or topic in counts:
            faults.append(_fault(number, topic_column, "unknown", _unknown(cells[topic_column])))
        if not (people.isdecimal() and len(people) < 7):
            words = _("Found “%(found)s”; expected a whole number.") % {"found": people[:40]}
            faults.append(_fault(number, people_column, "not_a_number", words))
        elif topic is not None and topic not in counts:
            counts[topic] = int(people)
    return dict(zip(counts, _all(list(counts.values()), faults), strict=True))


def _topics(survey: Survey) -> list[str]:
    return [_("Topic %(number)s") % {"number": place} for place in range(1, survey.most_topics + 1)]


def _columns(survey: Survey) -> list[str]:
    asked = [*_topics(survey), *_groups()]
    asked += [_("Scale")] if survey.scale_question else []
    return [*asked, _("In words")] if survey.asks_words else asked


def _groups() -> dict[str, dict[str, str]]:
    """Per column of a group the code of each word; Dutch and codes are always understood."""
    return {
        name: {each.words: each.code for each in found}
        for name, found in (
            (_("Age group"), vocabulary.age_groups()),
            (_("Kind of school"), vocabulary.school_kinds()),
        )
    }


def _rows(content: bytes, name: str, wanted: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    sheet = read(content, name)
    places = {column.casefold(): at for at, column in enumerate(sheet.header)}
    missing = [column for column in wanted if column.casefold() not in places]
    if missing:
        message = _("These columns are missing: %(names)s. Start from the table that can be downloaded here.")
        raise Invalid.field("#/file", "missing_column", message % {"names": ", ".join(missing)})
    for number, row in sheet.numbered():
        yield number, {each: row[at] if (at := places[each.casefold()]) < len(row) else "" for each in wanted}


def _wrong(survey: Survey, cells: Cells, topics: dict[str, UUID]) -> Iterator[tuple[str, str, str]]:
    columns = _topics(survey)
    chosen = [cells[column].casefold() for column in columns if cells[column]]
    if not chosen:
        yield columns[0], "required", _("This cell is empty; expected at least one topic in each row.")
    for column in columns:
        found = cells[column].casefold()
        if found and (found not in topics or chosen.count(found) > 1):
            yield column, "unknown", _unknown(cells[column])
    for column, words in _groups().items():
        if cells[column] and cells[column] not in words and cells[column] not in words.values():
            expected = _("Found “%(found)s”; expected one of: %(known)s.")
            yield column, "unknown", expected % {"found": cells[column][:40], "known": ", ".join(words)}
    scale = cells.get(_("Scale"), "")
    if scale and scale not in ("1", "2", "3", "4", "5"):
        expected = _("Found “%(found)s”; expected a number from 1 to 5.")
        yield _("Scale"), "out_of_range", expected % {"found": scale[:40]}


def _answer(survey: Survey, cells: Cells, topics: dict[str, UUID]) -> Answer:
    age, school = ((words, cells[column]) for column, words in _groups().items())
    scale = cells.get(_("Scale"), "")
    return Answer(
        topics=[topics[cells[column].casefold()] for column in _topics(survey) if cells[column]],
        age_group=age[0].get(age[1], age[1]),
        school_kind=school[0].get(school[1], school[1]),
        scale=int(scale) if scale else None,
        words=cells.get(_("In words"), ""),
    )


def _unknown(found: str) -> str:
    return _("Found “%(found)s”; expected a topic of this survey, once.") % {"found": found[:40]}


def _fault(number: int, column: str, code: str, words: str) -> Fault:
    said = _("Row %(row)s, %(column)s: %(words)s") % {"row": number, "column": column, "words": words}
    return Fault("#/file", code, said)


def _all(found: list[T], faults: list[Fault]) -> list[T]:
    if faults:
        raise Invalid(*faults)
    if not found:
        raise Invalid.field("#/file", "empty", _("The file has no answers in it; expected one per row."))
    return found
