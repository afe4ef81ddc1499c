"""The words of surveys, from a file: topics to begin with, age groups, kinds of school, and from when on is counted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.money import is_english

NOTHING, BEST = Decimal(0), Decimal(5)
FILE = Path(__file__).parent / "vocabulary.toml"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to choose, under the code that an answer keeps."""

    code: str
    label: str
    label_en: str = ""

    @property
    def words(self) -> str:
        """In the language of the reader."""
        return (is_english() and self.label_en) or self.label


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def smallest_count() -> int:
    """Counts below this are never shown, in whatever survey."""
    return int(_file()["smallest"])


def topics() -> list[tuple[str, str]]:
    """The topics that a new survey begins with: Dutch and English."""
    return [(each["name"], each["name_en"]) for each in _file()["topic"]]


def age_groups() -> tuple[Word, ...]:
    """How old somebody is, roughly."""
    return tuple(Word(**each) for each in _file()["age_group"])


def school_kinds() -> tuple[Word, ...]:
    """On which kind of school somebody is."""
    return tuple(Word(**each) for each in _file()["school_kind"])
