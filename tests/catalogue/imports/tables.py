"""Small tables for the tests of imports, and how to bring them in."""

from __future__ import annotations

from typing import Any

from catalogue.imports import actions, queries
from catalogue.imports.models import Import, ImportRow
from catalogue.sheets import Sheet, as_csv
from tests.cast import Town

NEW = {
    "Titel": "Debatteren", "Vast of keuze": "keuzeaanbod", "Bestedingsdoel": "talent", "Prijs per": "groep",
    "Prijs zonder btw": "12,50",
}  # fmt: skip


KVK = {"KvK-nummer": "98000001"}  # the library of Bloemendorp


def table(*rows: dict[str, Any]) -> bytes:
    """A CSV with the columns that the rows name."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    return as_csv(Sheet("Aanbod", header, [[row.get(name, "") for name in header] for row in rows]))


def brought(town: Town, *rows: dict[str, Any], who: str = "librarian", applied: bool = False) -> Import:
    """An import of these rows by a member of the cast, carried out when asked."""
    by = town.actor(who)
    batch = actions.upload(table(*rows), "aanbod.csv", programme=town.programme, by=by)
    return actions.apply(batch, by=by) if applied else batch


def rows_of(batch: Import) -> list[ImportRow]:
    """The rows as they are now."""
    return list(queries.rows_of(batch))


def row_of(batch: Import) -> ImportRow:
    """The only row."""
    (row,) = rows_of(batch)
    return row


def faults_of(batch: Import) -> dict[str, str]:
    """Why the only row was refused: code by column."""
    return {fault["column"]: fault["code"] for fault in row_of(batch).faults}
