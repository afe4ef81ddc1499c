"""The sample of an auditor: which paid lines, drawn so that anybody with the same seed draws the same ones.

No random generator: each line has a lot, the SHA-256 of seed and id as a number between 0 and 1. `random` takes the
smallest lots. `amount` gives a line as many chances as it has cents: the smallest of -ln(lot)/amount (Efraimidis and
Spirakis, weighted sampling without replacement), so large amounts are in it more often, and each one once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from typing import Final
from uuid import UUID

from catalogue.money import ZERO, cents
from portal.accountability.attribution import Part, parts_of

WAYS: Final = ("random", "amount")
MOST: Final = 200  # items in one sample: what a person can look at, and what one file can hold


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the sample is taken of: a year, perhaps one programme, perhaps one SiSa code; how many, how, which seed."""

    year: int
    number: int
    way: str
    seed: str
    programme: UUID | None = None
    sisa_code: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """The lines drawn, of how many they are (`population`, `total` in euros), and a hash over all of these.

    The same seed over the same population draws the same lines; another `fingerprint` says that it changed meanwhile.
    """

    parts: tuple[Part, ...]
    population: int
    total: Decimal
    fingerprint: str


def draw(municipality: UUID, wanted: Wanted) -> Sample:
    """The sample of what the bank paid in the year; fewer items when there are no more. Eleven statements at most."""
    found = sorted(
        (part for part in parts_of(municipality) if _counts(part, wanted)), key=lambda part: (_name(part), part.amount)
    )
    chosen = sorted(found, key=lambda part: _lot(part, wanted))[: wanted.number]
    return Sample(
        tuple(sorted(chosen, key=_name)), len(found), sum((part.amount for part in found), ZERO), _fingerprint(found)
    )


def _counts(part: Part, wanted: Wanted) -> bool:
    paid_on = part.spending.paid_on
    if paid_on is None or paid_on.year != wanted.year:
        return False
    if wanted.programme and part.spending.programme != wanted.programme:
        return False
    return not wanted.sisa_code or code_of(part) == wanted.sisa_code


def code_of(part: Part) -> str:
    """The SiSa code under which the part counts; empty for money of no regulation."""
    return part.goal.regulation.sisa_code if part.goal else ""


def _name(part: Part) -> str:
    """What a line is drawn by: its id, and the grant when several pay it."""
    return f"{part.spending.thing}/{part.grant.pk if part.grant else ''}"


def _lot(part: Part, wanted: Wanted) -> tuple[float, str]:
    name = _name(part)
    digest = hashlib.sha256(f"{wanted.seed}|{name}".encode()).digest()
    lot = (int.from_bytes(digest[:8]) + 1) / (2**64 + 1)  # never 0, never 1
    return (-log(lot) / cents(part.amount) if wanted.way == "amount" else lot), name


def _fingerprint(found: Sequence[Part]) -> str:
    said: Iterable[str] = (f"{_name(part)} {part.amount}\n" for part in found)
    return hashlib.sha256("".join(said).encode()).hexdigest()
