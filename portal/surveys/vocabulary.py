"""The words of surveys, from a file: topics to begin with, age groups, kinds of school, and from when on is counted."""

from __future__ import annotations

from pathlib import Path

from catalogue.vocabulary import Word, read

FILE = Path(__file__).parent / "vocabulary.toml"


def smallest_count() -> int:
    """Counts below this are never shown, in whatever survey."""
    return int(read(FILE)["smallest"])


def topics() -> list[tuple[str, str]]:
    """The topics that a new survey begins with: Dutch and English."""
    return [(each["name"], each["name_en"]) for each in read(FILE)["topic"]]


def age_groups() -> tuple[Word, ...]:
    """How old somebody is, roughly."""
    return tuple(Word(**each) for each in read(FILE)["age_group"])


def school_kinds() -> tuple[Word, ...]:
    """On which kind of school somebody is."""
    return tuple(Word(**each) for each in read(FILE)["school_kind"])
