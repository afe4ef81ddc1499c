"""Tables of offers and registers of schools, seen in one way: a file, where it is, and what each of its rows does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from catalogue.duo import queries as duo
from catalogue.duo import states as duo_states
from catalogue.duo.models import DuoImport
from catalogue.imports import queries, states
from catalogue.imports.exporting import name_of
from catalogue.imports.models import Import, ImportRow
from portal.registers.queries import jobs_of

MOST_SHOWN = 100
# What is sent as one kind, and what the files of DUO and CBS hold.
REGISTERS = {"schools": ("sites", "boards"), "pupil-counts": ("counts",), "school-scores": ("scores",)}
KINDS = [
    *states.KINDS, ("schools", _("school sites")), ("pupil-counts", _("pupils")), ("school-scores", _("scores")),
]  # fmt: skip
# Both move the same way; the words are those of tables.
MOVES = {"waiting": "waiting", "looked_at": "checked", "loading": "applying", "loaded": "applied", "broken": "broken"}
STATUSES = [*states.STATUSES, ("broken", _("cannot be read"))]
VERDICTS = [*states.VERDICTS, *((word, label) for word, label in duo_states.VERDICTS if word in ("closed", "kept"))]
COUNTED = ("added", "changed", "closed", "kept", "refused", "unchanged", "elsewhere")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as `RowShape` shows it."""

    number: int | None
    title: str
    verdict: str
    code: str = ""
    provider_id: UUID | None = None
    offer_id: UUID | None = None
    outcome: str = ""
    reversal: str = ""
    changes: list[dict[str, str]] = field(default_factory=list)
    faults: list[dict[str, str]] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One file, as `ImportShape` shows it; `rows(verdict)` are its rows that came to this."""

    id: UUID
    kind: str
    status: str
    name: str
    sha256: str
    length: int
    done: int
    counts: dict[str, int]
    created_at: datetime
    updated_at: datetime
    rows: Callable[[str], Sequence[Row]]
    is_register: bool = False
    programme_id: UUID | None = None
    provider_id: UUID | None = None
    faults: list[dict[str, str]] = field(default_factory=list)


def views_of(things: Iterable[Import | DuoImport]) -> list[View]:
    """The things as they are shown; one statement for the work on registers, none without these."""
    found = list(things)
    jobs = jobs_of(each for each in found if isinstance(each, DuoImport))
    return [
        _of_table(each)
        if isinstance(each, Import)
        else _of_register(each, jobs[each.pk].done if each.pk in jobs else 0)
        for each in found
    ]


def _of_table(batch: Import) -> View:
    def rows(verdict: str) -> list[Row]:
        return [of_offer(row) for row in queries.rows_of(batch).filter(verdict=verdict)]

    return View(
        batch.pk, batch.kind, batch.status, batch.name, batch.sha256, batch.length, batch.done, batch.counts,
        batch.created_at, batch.updated_at, rows, programme_id=batch.programme_id, provider_id=batch.provider_id,
    )  # fmt: skip


def of_offer(row: ImportRow) -> Row:
    """A row of a table of offers, by the names that its columns have in the language of the answer."""
    changes = [
        {"column": name_of(key), "field": key, "before": before, "after": after}
        for key, (before, after) in row.changes.items()
    ]
    faults = [
        {"column": name_of(each["column"]), "field": each["column"], "code": each["code"], "detail": each["detail"]}
        for each in row.faults
    ]
    return Row(
        row.number, row.title, row.verdict, "", row.provider_id, row.offer_id, row.outcome, row.reversal, changes,
        faults, row.words,
    )  # fmt: skip


def _of_register(row: DuoImport, done: int) -> View:
    kind = next(kind for kind, held in REGISTERS.items() if row.kind in held)
    counts = {word: row.figures[word] for word in COUNTED if row.figures.get(word)}
    faults = [{"column": "", "field": "", "code": each["code"], "detail": each["detail"]} for each in row.faults]

    def rows(verdict: str) -> list[Row]:
        return [_of_school(told, verdict) for told in duo.rows_of(row, verdict)]

    return View(
        row.pk, kind, MOVES[row.status], row.name, row.sha256, row.length,
        done if row.status in duo_states.UNDER_WAY else row.length, counts, row.created_at, row.updated_at,
        rows, is_register=True, faults=faults,
    )  # fmt: skip


def _of_school(told: dict[str, Any], verdict: str) -> Row:
    changes = [
        {"column": duo.words_of(name), "field": name, "before": before, "after": after}
        for name, before, after in told.get("changes", [])
    ]
    why = told.get("why", "")
    faults = [{"column": "", "field": "", "code": "refused", "detail": why}] if verdict == "refused" else []
    return Row(
        told.get("row"), told["name"], verdict, told["code"], changes=changes, faults=faults,
        words="" if faults else why,
    )  # fmt: skip
