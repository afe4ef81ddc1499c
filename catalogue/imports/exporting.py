"""The same table out: offers as they are, a template to fill in, and what became of the rows of an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue import sheets
from catalogue.actor import Actor
from catalogue.imports import queries
from catalogue.imports.cells import Some, Word, Words
from catalogue.imports.choices import with_own, words_for
from catalogue.imports.columns import BY_KEY, ID, KEY, KVK, PROVIDER, SAID, Column, columns_for, said_now
from catalogue.imports.models import Import, ImportRow
from catalogue.offers.models import Offer
from catalogue.offers.queries import THEMES
from catalogue.programmes.models import Programme
from catalogue.sheets import Sheet

AT_A_TIME = 500


def offers_sheet(offers: QuerySet[Offer], *, by: Actor) -> Sheet:
    """These offers as a table that imports again without changing anything, in the language of the reader.

    `offers` come from `offers.queries`, so that nobody exports what is not theirs to see; read some hundreds at a time.
    """
    columns = columns_for(several_providers=by.municipality is not None)
    rows = offers.select_related("provider", "programme", "goal", "revision", "draft", "external_key")
    lines = _lines(rows.prefetch_related(None).prefetch_related(*THEMES), columns)
    return Sheet(_("Offers table"), [str(each.name) for each in columns], lines, _forms(columns, {}))


def template(programme: Programme, *, by: Actor) -> list[Sheet]:
    """An empty table for this programme with the words to choose from, and a sheet that explains every column."""
    columns = [each for each in columns_for(several_providers=by.municipality is not None) if not each.told]
    words: Words = words_for(programme)
    if by.provider:
        words = with_own(words_for(programme), by.provider)
    empty = Sheet(_("Offers table"), [str(each.name) for each in columns], [], _forms(columns, words))
    return [empty, _explanation(columns, words)]


def as_file(made: Sequence[Sheet], way: str) -> bytes:
    """The sheets as a workbook (`xlsx`), or the first one as `csv`."""
    return sheets.as_csv(made[0]) if way == "csv" else sheets.as_xlsx(*made, lists=_("Words to choose from"))


def result_sheet(batch: Import) -> Sheet:
    """Every row of an import with what was found, what was done and why not, for who goes on in a spreadsheet."""
    header = [_("Row"), _("Result"), _("Title"), _("Provider"), _("What changes"), _("Why not")]
    rows = ([row.number, result_of(row), row.title, row.provider.name if row.provider else "", *_told(row)]
            for row in queries.rows_of(batch).iterator(chunk_size=AT_A_TIME))  # fmt: skip
    return Sheet(_("Result"), header, rows)


def result_of(row: ImportRow) -> str:
    """What became of a row, in one word of the last step that touched it."""
    return str(row.get_reversal_display() or row.get_outcome_display() or row.get_verdict_display())


def reasons(row: ImportRow) -> list[tuple[str, str]]:
    """Why a row was refused or left: the name of the column (empty for the whole row) and the sentence."""
    told = [(name_of(fault["column"]), fault["detail"]) for fault in row.faults]
    return [*told, ("", row.words)] if row.words else told


def name_of(key: str) -> str:
    """The name of a column for the reader."""
    return str(BY_KEY[key].name) if key in BY_KEY else ""


def _told(row: ImportRow) -> tuple[str, str]:
    changes = "\n".join(
        f"{name_of(key)}: {before or '–'} → {after or '–'}" for key, (before, after) in row.changes.items()
    )
    why = "\n".join(f"{name}: {sentence}" if name else sentence for name, sentence in reasons(row))
    return changes, why


def _lines(offers: QuerySet[Offer], columns: Sequence[Column]) -> Iterator[list[object]]:
    shared: dict[UUID, dict[str, list[Word]]] = {}
    own: dict[tuple[UUID, UUID], Words] = {}
    for offer in offers.iterator(chunk_size=AT_A_TIME):
        about = offer.programme_id, offer.provider_id
        if about not in own:
            if offer.programme_id not in shared:
                shared[offer.programme_id] = words_for(offer.programme)
            own[about] = with_own(shared[offer.programme_id], offer.provider_id)
        yield [_cell(offer, column, own[about]) for column in columns]


def _cell(offer: Offer, column: Column, words: Words) -> object:
    if column.key == ID:
        return str(offer.pk)
    if column.key == KEY:
        return offer.external_key.key if hasattr(offer, "external_key") else ""
    if column.key in (KVK, PROVIDER):
        return offer.provider.kvk if column.key == KVK else offer.provider.name
    return column.kind.cell(said_now(offer, column.key), words)


def _forms(columns: Sequence[Column], words: Words) -> dict[str, sheets.Column]:
    return {
        str(column.name): sheets.Column(
            choices=column.kind.choices(words) if words else (), note=str(column.help), form=column.kind.form
        )
        for column in columns
    }


def _explanation(columns: Sequence[Column], words: Words) -> Sheet:
    header = [_("Column"), _("What it means"), _("Needed"), _("What you can choose from")]
    rows = (
        [str(column.name), str(column.help), _needed(column), ", ".join(column.kind.choices(words))]
        for column in columns
    )
    return Sheet(_("Explanation"), header, rows)


def _needed(column: Column) -> str:
    if column.key == KVK or (column in SAID and column.needed):
        return _("yes, for a new offer")
    return _("no; more than one is possible") if isinstance(column.kind, Some) else _("no")
