"""Words to choose from that are kept as data: each under a code, in Dutch and, where somebody gave it, in English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.money import is_english


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to choose or to answer, under the code that is kept."""

    code: str
    label: str
    label_en: str = ""

    @property
    def words(self) -> str:
        """In the language of the reader, when it is known in that."""
        return (is_english() and self.label_en) or self.label


@cache
def read(file: Path) -> dict[str, Any]:
    """A file of words as it was written; read once."""
    with file.open("rb") as opened:
        return tomllib.load(opened)
