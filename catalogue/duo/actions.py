"""The deeds on registers: look what a file would change, and load it. All of a file, or nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.duo.changes import Comparison, Outcome
from catalogue.duo.editions import COUNTS, SITES, recognise
from catalogue.duo.models import DuoImport
from catalogue.duo.rows import Reader, Site
from catalogue.errors import Refused, require
from catalogue.lifecycle import added, move
from catalogue.organisations.models import Board, Municipality, PupilCount, School
from catalogue.sheets import read

RECENT_YEARS = 5
AT_ONCE = 400  # rows in one statement: SQLite takes a limited number of values
Progress = Callable[[int, int], None]
M = TypeVar("M", bound=models.Model)


@deed
def look(content: bytes, name: str, *, by: Actor, years: int = RECENT_YEARS) -> DuoImport:
    """The dry run: what this file would add, change and close, and which rows are refused. Changes nothing else.

    `years`: how many of the newest reference dates of pupils are read; 0 for all. An officer looks at the own
    municipality, the operator at all of them. `Invalid` at `#/file` names every cell that cannot be read, or the
    columns that are missing; `Forbidden("wrong_role")`.
    """
    _may(by)
    outcome = _compared(content, name, by, years)
    row = DuoImport(
        status="looked_at", municipality_id=by.municipality, kind=outcome.kind, name=name[:200], content=content,
        years=years, sha256=hashlib.sha256(content).hexdigest(), figures=outcome.figures, told=outcome.told,
    )  # fmt: skip
    row.save(force_insert=True)
    return added(row, by=by, data={"file": row.name})


@deed
def load(row: DuoImport, *, by: Actor, progress: Progress | None = None) -> DuoImport:
    """Write what the file says, worked out anew, in one transaction; the same file again changes nothing.

    A school that is not in its register any more is closed on this day and keeps its history; one that returns opens
    again. `progress(done, total)` is called after each lot of rows. `Refused("wrong_state")` when it was loaded before.
    """
    _may(by)
    if row.status == "loaded":
        raise Refused("wrong_state", _("This file was loaded before. Look at it anew to load it again."))
    outcome = _compared(bytes(row.content), row.name, by, row.years)
    loaded = move(row, "loaded", by=by, figures=outcome.figures, told=outcome.told, content=b"", data=outcome.figures)
    _write(outcome, progress or (lambda _done, _total: None))
    return loaded


def _may(by: Actor) -> None:
    allowed = by.is_one_of(SYSTEM, OFFICER, ADMIN)
    require(allowed, "wrong_role", _("Only the municipality can load the registers of DUO."))


def _compared(content: bytes, name: str, by: Actor, years: int) -> Outcome:
    own = None if by.municipality is None else Municipality.objects.get(pk=by.municipality)
    sheet = read(content, name)
    edition = recognise(sheet.header)
    reader = Reader(edition, sheet, years=years)
    sites: list[Site] = list(reader.sites()) if edition.kind in (SITES, COUNTS) else []
    boards = list(reader.boards()) if not sites else []
    reader.finish()
    comparison = Comparison(edition.kind, own=own, today=timezone.localdate())
    if edition.kind == SITES:
        comparison.sites(sites)
    elif edition.kind == COUNTS:
        comparison.counts(sites)
    else:
        comparison.named(boards)
    return comparison.outcome


def _write(outcome: Outcome, progress: Progress) -> None:
    schools = [row for row in outcome.changed.values() if isinstance(row, School)]
    boards = [row for row in outcome.changed.values() if isinstance(row, Board)]
    fresh: Sequence[Sequence[models.Model]] = (
        list(outcome.municipalities.values()), list(outcome.boards.values()), outcome.added, outcome.counted,
    )  # fmt: skip
    changed: Sequence[tuple[Sequence[Any], list[str]]] = (
        (schools, ["name", "sector", "board", "municipality", "street", "postcode", "city", "registered", "closed_on"]),
        (boards, ["name", "kvk"]),
        (outcome.closed, ["closed_on"]),
        (outcome.recounted, ["pupils", "masked", "source"]),
    )
    total = sum(len(rows) for rows in fresh) + sum(len(rows) for rows, _fields in changed)
    done = 0
    for new in fresh:
        for lot in _lots(new):
            type(lot[0])._base_manager.bulk_create(lot)
            progress(done := done + len(lot), total)
    for rows, fields in changed:
        for lot in _lots(rows):
            _stamp(lot)
            stamped = [] if isinstance(lot[0], PupilCount) else ["version", "updated_at"]
            type(lot[0])._base_manager.bulk_update(lot, [*fields, *stamped])
            progress(done := done + len(lot), total)


def _stamp(rows: Sequence[Any]) -> None:
    now = timezone.now()
    for row in rows:
        if not isinstance(row, PupilCount):
            row.version, row.updated_at = row.version + 1, now


def _lots(rows: Sequence[M]) -> Iterator[Sequence[M]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
