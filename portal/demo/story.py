"""What happened in the demo so far, as written in `content/bookings.toml` and `content/claims.toml`, in types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from portal.demo.content import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """One booking and how far it came. `ago`: days since the delivery; `session`: which date of the offer, if any.

    `proposes`: the provider proposes two later days, with these words. `ordered`: by the municipality, not the school.
    """

    school: str
    offer: str
    units: int
    pupils: int
    groups: tuple[str, ...]
    ends: str
    ago: int | None = None
    again: bool = False
    session: int | None = None
    by: str = "school"
    said: str = ""
    reason: str = ""
    remarks: str = ""
    proposes: str = ""
    ordered: bool = False

    @property
    def key(self) -> str:
        """How claims name it."""
        return f"{self.school}/{self.offer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptedOut:
    """A fixed offer that a school does not want, and why."""

    school: str
    offer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One claim and how far it came. `sanctioned` is what the only line is lowered to; `payment` the batch it is in."""

    bookings: tuple[str, ...]
    ends: str
    reason: str = ""
    evidence: str = ""
    sanctioned: Decimal | None = None
    payment: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All of it; `shortlists` name offers by school, most wanted first."""

    bookings: tuple[Booked, ...]
    shortlists: dict[str, tuple[str, ...]]
    opt_outs: tuple[OptedOut, ...]
    claims: tuple[Claimed, ...]
    reminded: tuple[str, ...]


@cache
def story() -> Story:
    """Everything that happened, read once. A misspelt or missing field is a `TypeError` or `KeyError` at once."""
    booked = _read("bookings")
    return Story(
        bookings=tuple(Booked(groups=tuple(row.pop("groups")), **row) for row in booked["bookings"]),
        opt_outs=tuple(OptedOut(**row) for row in booked["opt_outs"]),
        shortlists={school: tuple(offers) for school, offers in booked["shortlists"].items()},
        reminded=tuple(booked["reminded"]),
        claims=tuple(_claimed(row) for row in _read("claims")["claim"]),
    )


def _claimed(row: dict[str, Any]) -> Claimed:
    sanctioned = row.pop("sanctioned", None)
    return Claimed(
        bookings=tuple(row.pop("bookings")), sanctioned=None if sanctioned is None else Decimal(sanctioned), **row
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
