"""What can go wrong in the rules of the house, said once. Front doors translate these to their own form.

`Refused` 409 · `Forbidden` 403 · `Invalid` 400 · `Stale` 412. "Not there or not yours" is no error of the rules:
it is an empty answer of `queries.visible_to(actor)`, which front doors show as 404.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Refused(Exception):
    """A rule said no: `code` for programs, `sentence` for people (what was found, what to do next)."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Forbidden(Refused):
    """The actor may see the thing but may not do this deed."""


class Stale(Refused):
    """The thing changed since the actor read it; nothing was done."""

    def __init__(self, sentence: str) -> None:
        super().__init__("stale", sentence)


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong field: `location` is a JSON pointer such as `#/lines/0/amount`."""

    location: str
    code: str
    detail: str


class Invalid(Exception):
    """The input itself is wrong: which fields, what was found, what is expected."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    @classmethod
    def field(cls, location: str, code: str, detail: str) -> Invalid:
        """The everyday case: one wrong field."""
        return cls(Fault(location, code, detail))

    def __str__(self) -> str:
        return "; ".join(str(fault.detail) for fault in self.faults)


def require(allowed: bool, code: str, sentence: str) -> None:
    """Raise `Forbidden(code, sentence)` unless the actor may do the deed."""
    if not allowed:
        raise Forbidden(code, sentence)


def check(faults: Iterable[Fault]) -> None:
    """Raise `Invalid` with all faults at once, so that nobody has to find them one by one."""
    if found := tuple(faults):
        raise Invalid(*found)


def reasoned(reason: str, sentence: str) -> None:
    """Raise `Invalid` (`#/reason`, `required`) with this sentence when no reason was given."""
    if not reason.strip():
        raise Invalid.field("#/reason", "required", sentence)
