"""A file is brought in, its promise is carried out, and taken back. Many rows are left to the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.imports import rules
from catalogue.imports.columns import Column, resolve
from catalogue.imports.models import Import, ImportRow
from catalogue.imports.working import at_once
from catalogue.lifecycle import added, move
from catalogue.organisations.models import Provider
from catalogue.programmes.models import Programme
from catalogue.sheets import Sheet, column_letters, read

MOST_ROWS = 5_000


@deed
def upload(content: bytes, name: str, *, programme: Programme, by: Actor) -> Import:
    """A table of offers, looked at row by row: what would be added, changed and refused. Nothing of it is written yet.

    A file of more than `AT_ONCE` rows is `waiting` until the worker looked at it. `Forbidden("not_yours")`; `Invalid`
    at `#/file` when it cannot be read (codes of `sheets.read`), has other columns (`unknown_column`,
    `missing_column`, `duplicate_column`), no rows (`empty`) or too many.
    """
    several = by.municipality is not None
    require(
        rules.may_import(by) and by.municipality in (None, programme.municipality_id),
        "not_yours",
        _("Only a provider, or a policy officer of this municipality, brings in offers."),
    )
    sheet = read(content, name)
    columns = resolve(sheet.header, several)
    rows = list(_rows(sheet, columns))
    if not rows:
        message = _("There are no rows below the names of the columns; expected one row for each offer.")
        raise Invalid.field("#/file", "empty", message)
    batch = Import(
        kind="offers", status="waiting", programme=programme, municipality_id=programme.municipality_id,
        provider=None if several else _own(by), name=name[:200], length=len(rows),
        sha256=hashlib.sha256(content).hexdigest(), columns=[column.key if column else "" for column in columns],
        asked=by.kept, language=translation.get_language() or settings.LANGUAGE_CODE,
    )  # fmt: skip
    batch.save(force_insert=True)
    ImportRow.objects.bulk_create(
        (ImportRow(batch=batch, number=number, cells=cells) for number, cells in rows), batch_size=500
    )
    added(batch, by=by, data={"rows": len(rows), "sha256": batch.sha256})
    return at_once(batch, by)


@deed
def apply(batch: Import, *, by: Actor) -> Import:
    """Carry out what the check promised, row by row; a refused row never stops the others.

    `Forbidden("not_yours")`; `Refused("wrong_state")` unless it was checked and there is something to do.
    """
    require(rules.may_handle(by, batch), "not_yours", _("This import is not yours to carry out."))
    if batch.status == "checked" and not rules.may_apply(by, batch):
        raise Refused("wrong_state", _("There is nothing to carry out: no row adds or changes anything."))
    return at_once(move(batch, "applying", by=by, done=0, asked=by.kept), by)


@deed
def reverse(batch: Import, *, by: Actor) -> Import:
    """Take back what nobody went on with: drafts that it made go away, changed drafts say what they said before.

    `Forbidden("not_yours")`; `Refused("wrong_state")` unless it was carried out.
    """
    require(rules.may_handle(by, batch), "not_yours", _("This import is not yours to undo."))
    return at_once(move(batch, "reversing", by=by, done=0, asked=by.kept), by)


def _own(by: Actor) -> Provider:
    assert by.provider is not None  # every role that may import without a municipality has one
    return Provider.objects.get(pk=by.provider)


def _rows(sheet: Sheet, columns: list[Column | None]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, cells in sheet.numbered():
        if number - sheet.starts >= MOST_ROWS:
            message = _("Found more than %(most)s rows. Split the file into smaller ones.") % {"most": MOST_ROWS}
            raise Invalid.field("#/file", "too_many_rows", message)
        nameless = (at for at, cell in enumerate(cells) if cell and (at >= len(columns) or columns[at] is None))
        if (at := next(nameless, None)) is not None:
            message = _("Cell %(cell)s has no name of a column above it. Name the column, or empty the cell.")
            raise Invalid.field("#/file", "unknown_column", message % {"cell": f"{column_letters(at)}{number}"})
        padded = cells + [""] * (len(columns) - len(cells))
        yield number, {
            column.key: cell
            for column, cell in zip(columns, padded, strict=True)
            if column and not column.told
        }  # fmt: skip
