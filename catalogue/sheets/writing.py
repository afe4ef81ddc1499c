"""Writing tables. What is text stays text: no spreadsheet ever runs the words of somebody else as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils import timezone

from catalogue.sheets.table import Column, Sheet, column_letters

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

LONGEST_CELL = 32_767  # what a spreadsheet keeps in one cell
LONGEST_NOTE = 255
LAST_ROW = 1_048_575
NARROWEST, WIDEST = 10, 60
FORMS = {"text": "@", "whole": "0", "euro": "#,##0.00", "day": "dd-mm-yyyy", "moment": "dd-mm-yyyy hh:mm"}
# What a spreadsheet may take for a formula when it opens a CSV, with the apostrophes that we put before it.
RUNS = re.compile(r"'*[=+\-@\t\r]")


def as_xlsx(*sheets: Sheet, lists: str = "") -> bytes:
    """A workbook with these sheets, made in memory that does not grow with their rows.

    The names of columns stay in sight and can be filtered by. Words to pick from stand in a last sheet of their own,
    called `lists` (needed when a column has choices); other words are not refused, because more than one may be meant.
    """
    target = BytesIO()
    safe = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, safe)
    forms = {name: book.add_format({"num_format": form}) for name, form in FORMS.items()}
    forms["name"] = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    choices: list[Sequence[str]] = []
    titles: list[str] = []
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for at, name in enumerate(sheet.header):
            if words := sheet.columns.get(name, Column()).choices:
                _offer(page, at, f"='{lists}'!{_cells(len(choices), len(words))}")
                choices.append(words)
                titles.append(name)
        _write(page, sheet, forms)
    if choices:
        _write(book.add_worksheet(lists), Sheet(lists, titles, _side_by_side(choices)), forms)
    book.close()
    return target.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    """The table as Dutch spreadsheets open it: UTF-8 with its mark, `;` between cells, a comma in amounts.

    Text that a spreadsheet could run gets an apostrophe before it; `read` takes that off again.
    """
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_in_csv(name) for name in sheet.header])
    writer.writerows([_in_csv(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _write(page: Any, sheet: Sheet, forms: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    widths = [len(name) + 4 for name in sheet.header]
    for at, name in enumerate(sheet.header):
        page.write_string(0, at, name[:LONGEST_CELL], forms["name"])
        if note := sheet.columns.get(name, Column()).note:
            page.data_validation(0, at, 0, at, {"validate": "any", "input_message": note[:LONGEST_NOTE]})
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _put(page, last, at, cell, forms)
            if at < len(widths):
                widths[at] = max(widths[at], min(len(str(cell)), WIDEST))
    for at, name in enumerate(sheet.header):
        form = sheet.columns.get(name, Column()).form
        page.set_column(at, at, min(max(widths[at], NARROWEST), WIDEST), forms.get(form))
    if sheet.header and last:
        page.autofilter(0, 0, last, len(sheet.header) - 1)


def _put(page: Any, row: int, at: int, cell: object, forms: dict[str, Any]) -> None:
    if isinstance(cell, Decimal):
        page.write_number(row, at, cell, forms["euro"])
    elif isinstance(cell, int):
        page.write_number(row, at, cell, forms["whole"])
    elif isinstance(cell, datetime):
        page.write_datetime(row, at, timezone.localtime(cell).replace(tzinfo=None), forms["moment"])
    elif isinstance(cell, date):
        page.write_datetime(row, at, cell, forms["day"])
    elif cell not in (None, ""):
        page.write_string(row, at, str(cell)[:LONGEST_CELL], forms["text"])


def _in_csv(cell: object) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, str):
        return f"'{cell}" if RUNS.match(cell) else cell
    return "" if cell is None else str(cell)


def _offer(page: Any, at: int, source: str) -> None:
    page.data_validation(1, at, LAST_ROW, at, {"validate": "list", "source": source, "show_error": False})


def _cells(at: int, number: int) -> str:
    letters = column_letters(at)
    return f"${letters}$2:${letters}${number + 1}"


def _side_by_side(columns: Sequence[Sequence[str]]) -> Iterator[Sequence[object]]:
    for at in range(max(len(words) for words in columns)):
        yield [words[at] if at < len(words) else None for words in columns]
