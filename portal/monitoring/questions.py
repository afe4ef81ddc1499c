"""What schools are asked: the questions of the programme, or else those of the house."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from catalogue.money import is_english
from portal.monitoring.models import QuestionSet

FILE = Path(__file__).parent / "questions.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a scale, under a code that the answers name."""

    code: str
    label: str
    label_en: str = ""

    @property
    def words(self) -> str:
        """In the language of the reader, when it is known in that."""
        return (is_english() and self.label_en) or self.label


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def of_the_house() -> tuple[Question, ...]:
    """The questions of a programme that has none of its own."""
    return tuple(Question(**each) for each in _file()["question"])


def fewest_schools() -> int:
    """From how many schools on it is shown what they think."""
    return int(_file()["fewest"])


def questions_of(programmes: Iterable[UUID]) -> dict[UUID, Sequence[Question]]:
    """The questions of each of these programmes. One statement."""
    wanted = list(programmes)
    own = {each.programme_id: each.questions for each in QuestionSet.objects.filter(programme__in=wanted)}
    return {
        each: tuple(Question(**row) for row in own[each]) if each in own else of_the_house() for each in wanted
    }  # fmt: skip
