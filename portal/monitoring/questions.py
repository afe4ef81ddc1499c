"""What schools are asked: the questions of the programme, or else those of the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from catalogue.vocabulary import Word, read
from portal.monitoring.models import QuestionSet

FILE = Path(__file__).parent / "questions.toml"


def of_the_house() -> tuple[Word, ...]:
    """The questions of a programme that has none of its own."""
    return tuple(Word(**each) for each in read(FILE)["question"])


def fewest_schools() -> int:
    """From how many schools on it is shown what they think."""
    return int(read(FILE)["fewest"])


def questions_of(programmes: Iterable[UUID]) -> dict[UUID, Sequence[Word]]:
    """The questions of each of these programmes. One statement."""
    wanted = list(programmes)
    own = {each.programme_id: each.questions for each in QuestionSet.objects.filter(programme__in=wanted)}
    return {
        each: tuple(Word(**row) for row in own[each]) if each in own else of_the_house() for each in wanted
    }  # fmt: skip
