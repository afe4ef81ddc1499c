"""The deeds on registers: look what a file would change, and load it. All of a file, or nothing of it.

`look` and `load` do it at once, for a command. What a person sends is `received`; when it is long, the worker reads it
(`reading.parsed`, outside any transaction) and ends each step by `looked` or `write`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.duo.changes import compared
from catalogue.duo.models import DuoImport
from catalogue.duo.outcome import Outcome
from catalogue.duo.reading import How, Register, length_of, parsed
from catalogue.errors import Fault, Invalid, Refused, require
from catalogue.lifecycle import Thing, added, hold_all, move
from catalogue.organisations.models import Municipality

AT_ONCE = 400  # rows in one statement: SQLite takes a limited number of values
Progress = Callable[[int, int], None]
M = TypeVar("M", bound=models.Model)


@deed
def look(content: bytes, name: str, *, by: Actor, how: How | None = None) -> DuoImport:
    """The dry run: what this file would add, change and close, and which rows are refused. Changes nothing else.

    An officer looks at the own municipality, the operator at all of them. `Invalid` at `#/file` names every cell that
    cannot be read, or the columns that are missing; `Forbidden("wrong_role")`.
    """
    row = receive(content, name, by=by, how=how)
    return looked(row, parsed(content, name, row.how), by=by)


@deed
def receive(content: bytes, name: str, *, by: Actor, how: How | None = None, kinds: Sequence[str] = ()) -> DuoImport:
    """A file that will be looked at: `waiting`. Its columns are looked at now, its cells later.

    `kinds`: what it is expected to be. `Invalid` at `#/file` when it is no register, or another one than expected;
    `Forbidden("wrong_role")`.
    """
    require(
        by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can load the registers of DUO.")
    )
    how = how or How()
    kind, length = length_of(content, name, how)
    if kinds and kind not in kinds:
        words = dict(DuoImport._meta.get_field("kind").flatchoices)
        message = _("Found a file of %(found)s; expected %(expected)s.")
        shown = {"found": words[kind], "expected": ", ".join(str(words[each]) for each in kinds)}
        raise Invalid.field("#/file", "wrong_kind", message % shown)
    row = DuoImport(
        status="waiting", municipality_id=by.municipality, kind=kind, name=name[:200], content=content, length=length,
        years=how.years, day=how.day, named=dict(how.named), sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    row.save(force_insert=True)
    return added(row, by=by, data={"file": row.name, "rows": length})


@deed
def looked(row: DuoImport, register: Register, *, by: Actor) -> DuoImport:
    """The file was read: keep what it would change. `Refused("wrong_state")` unless it waits for this."""
    outcome = _outcome(register, by)
    return move(row, "looked_at", by=by, figures=outcome.figures, told=outcome.told)


@deed
def give_up(row: DuoImport, faults: Sequence[Fault], *, by: Actor) -> DuoImport:
    """The file cannot be read: keep why, and throw it away. Nothing was changed."""
    return move(row, "broken", by=by, faults=[asdict(each) for each in faults], content=b"")


@deed
def begin(row: DuoImport, *, by: Actor) -> DuoImport:
    """The worker will load it. `Refused("wrong_state")` when it was loaded, or is being loaded."""
    _may_load(row, by)
    return move(row, "loading", by=by)


@deed
def load(row: DuoImport, *, by: Actor, progress: Progress | None = None) -> DuoImport:
    """Write what the file says, worked out anew, in one transaction; the same file again changes nothing.

    A school that is not in its register any more is closed on this day and keeps its history; one that returns opens
    again. `progress(done, total)` is called after each lot of rows. `Refused("wrong_state")` when it was loaded before.
    """
    _may_load(row, by)
    return write(row, parsed(bytes(row.content), row.name, row.how), by=by, progress=progress)


@deed
def write(row: DuoImport, register: Register, *, by: Actor, progress: Progress | None = None) -> DuoImport:
    """The end of loading, for who read the rows already: as `load`."""
    _one_after_another(by)
    outcome = _outcome(register, by)
    loaded = move(row, "loaded", by=by, figures=outcome.figures, told=outcome.told, content=b"", data=outcome.figures)
    _write(outcome, progress or (lambda _done, _total: None))
    return loaded


def _may_load(row: DuoImport, by: Actor) -> None:
    own = by.role == SYSTEM or (by.is_one_of(OFFICER, ADMIN) and by.municipality == row.municipality_id)
    require(own, "wrong_role", _("Only the municipality can load the registers of DUO."))
    if row.status == "loaded":
        raise Refused("wrong_state", _("This file was loaded before. Look at it anew to load it again."))


def _outcome(register: Register, by: Actor) -> Outcome:
    own = None if by.municipality is None else Municipality.objects.get(pk=by.municipality)
    return compared(register, own=own, today=timezone.localdate())


def _one_after_another(by: Actor) -> None:
    """Who loads another register of the municipality at this moment goes first, and what it wrote is seen."""
    own = [by.municipality] if by.municipality else []
    hold_all(Municipality.objects.filter(pk__in=own))


def _write(outcome: Outcome, progress: Progress) -> None:
    new, changed = outcome.to_write
    total = sum(len(rows) for rows in new) + sum(len(rows) for rows, _fields in changed)
    done = 0
    for rows in new:
        for lot in _lots(rows):
            type(lot[0])._base_manager.bulk_create(lot)
            progress(done := done + len(lot), total)
    for rows, fields in changed:
        for lot in _lots(rows):
            stamped = ["version", "updated_at"] if _stamp(lot) else []
            type(lot[0])._base_manager.bulk_update(lot, [*fields, *stamped])
            progress(done := done + len(lot), total)


def _stamp(rows: Sequence[Any]) -> bool:
    """Whether they carry a version and a moment of change; then these move on."""
    things = [row for row in rows if isinstance(row, Thing)]
    now = timezone.now()
    for thing in things:
        thing.version, thing.updated_at = thing.version + 1, now
    return bool(things)


def _lots(rows: Sequence[M]) -> Iterator[Sequence[M]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
