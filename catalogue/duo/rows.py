"""Rows of what was read from a register, and how names of places are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LOWER = {"aan", "bij", "de", "den", "der", "en", "gem", "het", "in", "op", "over", "te", "ter", "van", "'s", "'t"}


@dataclass(frozen=True, slots=True)
class Site:
    """A school site. `pupils` by reference date; `None`: the source masks the count. No street: the file has none."""

    row: int
    code: str
    name: str
    sector: str
    board: str
    municipality: str
    municipality_name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    pupils: tuple[tuple[date, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A competent authority by its number."""

    row: int
    number: str
    name: str
    kvk: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The score of a site on a day, without and with the threshold; `None` when the file does not say it."""

    row: int
    code: str
    day: date
    score: Decimal | None
    score_above: Decimal | None


def place_name(shouted: str) -> str:
    """`'S-GRAVENHAGE` → `'s-Gravenhage`, `ALTEVEER GEM NOORDENVELD` → `Alteveer gem Noordenveld`."""
    words = re.split(r"([\s-])", re.sub(r"\s+", " ", shouted.strip()).lower())
    return "".join(
        word if (word in LOWER and (at or word.startswith("'"))) else _capital(word) for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    if word.startswith("ij"):
        return f"IJ{word[2:]}"
    return word[:1].upper() + word[1:]
