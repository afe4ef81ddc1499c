"""Rounds and frames, by the officer who leads them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.api.operation import Operation, Path, below
from tests.cast import Town
from tests.portal.allocations.rounds import contested
from tests.portal.rounds import planned


def _in(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat(timespec="seconds")


def _new_round(town: Town) -> dict[str, Any]:
    return {
        "programme": str(town.programme.pk), "name": "Voorjaar", "opens": _in(1), "closes": _in(20),
        "method": "allocation", "sectors": ["PO"], "budget": "1000.00", "carriesOver": True, "seed": "42",
    }  # fmt: skip


def _round(noun: str, **said: Any) -> Path:
    return below("rounds", lambda town: planned.round(town, **said), noun)


def _to_divide(town: Town) -> Any:
    return contested(town)[0]


WHY = {"reason": "Het loopt anders."}
OPERATIONS: dict[str, Operation] = {
    "post /frames": Operation(
        "officer",
        lambda t: "frames",
        lambda t: {"programme": str(t.programme.pk), "sector": "PO", "title": "Kader", "words": "Eerst lezen"},
        ("programme",),
    ),
    "post /frames/{id}/adoptions": Operation(
        "officer",
        below("frames", lambda town: planned.frame(town, adopted=False), "adoptions"),
        lambda t: {"adoptedBy": "De besturen", "adoptedOn": "2026-11-01"},
    ),
    "post /programmes/{id}/frame-terms": Operation(
        "officer", lambda t: f"programmes/{t.programme.pk}/frame-terms", lambda t: {"framesFirst": ["PO"]}
    ),
    "post /rounds": Operation("officer", lambda t: "rounds", _new_round, ("programme",)),
    "post /rounds/{id}/closings": Operation("officer", _round("closings"), lambda t: WHY),
    "post /rounds/{id}/extensions": Operation("officer", _round("extensions"), lambda t: WHY | {"closes": _in(9)}),
    "post /rounds/{id}/allocations": Operation(
        "officer", below("rounds", _to_divide, "allocations"), lambda t: {"trial": False}
    ),
    "post /rounds/{id}/withdrawals": Operation("officer", _round("withdrawals", opens=2, closes=3), lambda t: WHY),
}
