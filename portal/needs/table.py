"""The cover sheet as a table to fill in with a spreadsheet, and read back: one row per need."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalogue.errors import Fault, Invalid
from catalogue.programmes.models import Programme, Theme
from catalogue.sheets import Column, Sheet, as_xlsx, read
from portal.needs.actions import Told
from portal.needs.models import CoverSheet
from portal.needs.states import URGENCIES

MOST_URGENT = len(URGENCIES)


def template(programme: Programme, sheet: CoverSheet | None) -> bytes:
    """A workbook with a row per need of the sheet, the themes to choose from and a note at every column."""
    theme, pupils, urgency, words = _columns()
    names = [each.name for each in programme.themes.all()]
    rows = [
        (need.theme.name, need.pupils, need.urgency, need.words) for need in (sheet.needs.all() if sheet else ())
    ]  # fmt: skip
    return as_xlsx(
        Sheet(_("Needs"), (theme, pupils, urgency, words), rows, {
            theme: Column(choices=names, note=_("One of the themes of the programme.")),
            pupils: Column(form="whole", note=_("How many pupils, as a whole number.")),
            urgency: Column(
                choices=[str(code) for code, _label in URGENCIES], note=_("From 1 (nice to have) to 5 (very urgent).")
            ),
            words: Column(note=_("What is needed, in one or two sentences. No names of children.")),
        }),
        lists=_("Choices"),
    )  # fmt: skip


def needs_in(programme: Programme, content: bytes, name: str) -> list[Told]:
    """The needs in a file, one per row. `Invalid` at `#/file`: every row and column that is not understood."""
    sheet = read(content, name)
    wanted = _columns()
    places = {column.casefold(): at for at, column in enumerate(sheet.header)}
    missing = [column for column in wanted if column.casefold() not in places]
    if missing:
        message = _("These columns are missing: %(names)s. Start from the table that can be downloaded here.")
        raise Invalid.field("#/file", "missing_column", message % {"names": ", ".join(missing)})
    themes = {theme.name.casefold(): theme for theme in programme.themes.all()}
    told: list[Told] = []
    faults: list[Fault] = []
    for number, row in sheet.numbered():
        cells = {column: row[at] if (at := places[column.casefold()]) < len(row) else "" for column in wanted}
        wrong = list(_faults(cells, themes))
        faults += [Fault("#/file", code, _row(number, column, words)) for column, code, words in wrong]
        if not wrong:
            theme, pupils, urgency, words = (cells[column] for column in wanted)
            told.append(Told(themes[theme.casefold()], int(pupils), int(urgency), words))
    if faults:
        raise Invalid(*faults)
    if not told:
        raise Invalid.field("#/file", "empty", _("The file has no needs in it; expected one per row."))
    return told


def _columns() -> tuple[str, str, str, str]:
    return _("Theme"), _("Pupils"), _("Urgency"), _("What is needed")


def _row(number: int, column: str, words: str) -> str:
    return _("Row %(row)s, %(column)s: %(words)s") % {"row": number, "column": column, "words": words}


def _faults(cells: dict[str, str], themes: dict[str, Theme]) -> Iterator[tuple[str, str, str]]:
    theme, pupils, urgency, words = _columns()
    if cells[theme].casefold() not in themes:
        expected = _("Found “%(found)s”; expected one of: %(themes)s.")
        known = ", ".join(each.name for each in themes.values())
        yield theme, "unknown", expected % {"found": cells[theme][:40], "themes": known}
    if not (cells[pupils].isdecimal() and int(cells[pupils]) > 0):
        yield pupils, "not_a_number", _("Found “%(found)s”; expected a whole number.") % {"found": cells[pupils][:40]}
    if not (cells[urgency].isdecimal() and 1 <= int(cells[urgency]) <= MOST_URGENT):
        expected = _("Found “%(found)s”; expected a number from 1 to 5.")
        yield urgency, "out_of_range", expected % {"found": cells[urgency][:40]}
    if not cells[words]:
        yield words, "required", _("This cell is empty. Say in a few words what is needed.")
