"""The reasons that an approver can choose from, kept as data with their source; what is typed may be anything else."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parent / "reasons.toml"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence in both languages; `about` is `lower` (of a line), `return` or `reject`."""

    about: str
    nl: str
    en: str
    source: str

    @property
    def words(self) -> str:
        """In the language of now; an administrative body writes Dutch unless the reader chose otherwise."""
        return self.en if get_language() == "en" else self.nl


@cache
def all_reasons() -> tuple[Reason, ...]:
    """Every reason, in the order in which they are shown."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["reason"]
    return tuple(Reason(row["for"], row["nl"], row["en"], row["source"]) for row in rows)


def reasons_for(*about: str) -> list[str]:
    """The sentences for one or more verdicts, in the language of now."""
    return [reason.words for reason in all_reasons() if reason.about in about]
