"""What the rules of the house need to know of a room, one module per room; who adds a room adds a module.

A module may say, each absent when not needed:

- `API`, `PAGES`: who is welcome at its doors, written as in `tests/house/doors.py`;
- `furnish(town, things)`: the things that its addresses name, each under the word that its doors use for it;
- `bodies(town, things)`: what is sent to its doors so that only the right to enter decides;
- `another(town)`: one more row for each of its lists of the API, and `READERS`: who has most to read in which list;
- `WORDS`: the module of states by the `KIND` of what moves; `moving(town)`: one real row of each such kind.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

ROOMS: tuple[ModuleType, ...] = tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))


def tables(name: str) -> tuple[str, ...]:
    """The tables of this name (`API` or `PAGES`) of all rooms that have one."""
    return tuple(getattr(room, name) for room in ROOMS if hasattr(room, name))


def together(name: str, *said: Any) -> dict[str, Any]:
    """What the functions of this name answer, in one dictionary."""
    answers: dict[str, Any] = {}
    for room in ROOMS:
        if hasattr(room, name):
            answers |= getattr(room, name)(*said)
    return answers


def readers() -> dict[str, str]:
    """Who has most to read in which list of the API."""
    return {path: who for room in ROOMS for path, who in getattr(room, "READERS", {}).items()}


def words() -> dict[str, ModuleType]:
    """The states of every kind of thing that a room says to move."""
    return {kind: states for room in ROOMS for kind, states in getattr(room, "WORDS", {}).items()}
