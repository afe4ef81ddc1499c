"""One POST or PATCH of the API, with somebody who may do it and a body that is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Town

Path = Callable[[Town], str]


@dataclass(frozen=True)
class Operation:
    """`who` sends `body` to the path that `at` makes in the town; `references` are fields that name something."""

    who: str
    at: Path
    body: Callable[[Town], Any] = lambda town: {}
    references: tuple[str, ...] = ()
    with_tag: bool = False
    multipart: bool = False
    headers: dict[str, str] = field(default_factory=dict)


def below(resource: str, make: Callable[[Town], Any], noun: str = "") -> Path:
    def at(town: Town) -> str:
        thing = make(town)
        return f"{resource}/{getattr(thing, 'pk', thing)}" + (f"/{noun}" if noun else "")

    return at
