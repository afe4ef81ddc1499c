"""Reading tables that people send: workbooks, and CSV of every habit; within limits, with errors that say where."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from catalogue.errors import Invalid
from catalogue.sheets.table import Sheet, column_letters
from catalogue.sheets.workbooks import look_into

DELIMITERS = ";,\t"
ZIPPED = b"PK\x03\x04"
WIDE = (b"\xff\xfe", b"\xfe\xff")
MARKLESS = 8  # letters that are enough to see in which way a text without a mark is wide
DEFUSED = re.compile(r"'+[=+\-@\t\r]")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of the file and of what a workbook unpacks to, rows, columns, characters per cell."""

    size: int = 10 * MEGABYTE
    unpacked: int = 120 * MEGABYTE
    rows: int = 20_000
    columns: int = 120
    cell: int = 10_000


HOUSE_LIMITS = Limits()


IsHeader = Callable[[Sequence[str]], bool]
SEARCHED = 40  # rows in which the names of the columns are looked for


def read(
    content: bytes, name: str, *, sheet: str = "", limits: Limits = HOUSE_LIMITS, is_header: IsHeader | None = None
) -> Sheet:
    """The table in a file: the sheet called `sheet` of a workbook, else its first one; or the rows of a CSV.

    The names of the columns stand in the first row that says something. With `is_header` they are looked for: the first
    row that it accepts, in any sheet; when there is none, the first row again, with no rows below it.

    What the file is, is seen from its content; `name` only names the table. Amounts come as they are written or, from
    a workbook, exactly (`12`, `0.1`); days as `2027-03-15`. `Invalid` at `#/file` when it cannot be read (codes
    `empty`, `too_large`, `not_a_sheet`, `broken`, `not_text`, `too_many_rows`, `too_wide`, `too_long`,
    `duplicate_column`): at once for what the file is, and while `rows` are gone through for what a row is.
    """
    if len(content) > limits.size:
        message = _("The file is %(found)s MB; expected at most %(most)s MB. Split it into smaller files.")
        sizes = {"found": -(-len(content) // MEGABYTE), "most": limits.size // MEGABYTE}
        raise Invalid.field("#/file", "too_large", message % sizes)
    deeper = is_header is not None
    tables = _workbook(content, sheet, limits, every=deeper) if content.startswith(ZIPPED) else _csv(content, deeper)
    first: Sheet | None = None
    for rows in tables:
        checked = _checked(rows, limits)
        for number, row in enumerate(checked, start=1):
            if row and (is_header is None or is_header(row)):
                return Sheet(name, _header(row, number), checked, starts=number + 1)
            first = first or (Sheet(name, row, (), starts=number + 1) if row else None)
            if number >= SEARCHED:
                break
    if first is not None:
        return first
    raise Invalid.field("#/file", "empty", _("The file is empty; expected a row with the names of the columns."))


def _header(row: list[str], number: int) -> list[str]:
    seen: dict[str, int] = {}
    for at, name in enumerate(row):
        if name and (earlier := seen.setdefault(name.casefold(), at)) != at:
            message = _("Row %(row)s: the column “%(name)s” stands there twice, in %(one)s and %(other)s. Remove one.")
            where = {"row": number, "name": name[:80], "one": column_letters(earlier), "other": column_letters(at)}
            raise Invalid.field("#/file", "duplicate_column", message % where)
    return row


def _checked(rows: Iterable[list[str]], limits: Limits) -> Iterator[list[str]]:
    """The rows within the limits, without blanks around the cells and without empty cells at the end."""
    for number, raw in enumerate(rows, start=1):
        row = [cell.strip() for cell in raw]
        while row and not row[-1]:
            row.pop()
        if number > limits.rows:
            message = _("Found more than %(most)s rows. Split the file into smaller ones.") % {"most": limits.rows}
            raise Invalid.field("#/file", "too_many_rows", message)
        if len(row) > limits.columns:
            message = _("Row %(row)s has %(found)s columns; expected at most %(most)s.")
            sizes = {"row": number, "found": len(row), "most": limits.columns}
            raise Invalid.field("#/file", "too_wide", message % sizes)
        for at, cell in enumerate(row):
            if len(cell) > limits.cell or "\0" in cell:
                raise _unfit(cell, f"{column_letters(at)}{number}", limits)
        yield row


def _unfit(cell: str, place: str, limits: Limits) -> Invalid:
    if "\0" in cell:
        message = _("Cell %(cell)s holds signs that are no text; expected a workbook (.xlsx, .ods) or a CSV file.")
        return Invalid.field("#/file", "not_text", message % {"cell": place})
    message = _("Cell %(cell)s: found %(found)s characters; expected at most %(most)s.")
    told = {"cell": place, "found": len(cell), "most": limits.cell}
    return Invalid.field("#/file", "too_long", message % told)


# --- workbooks ---


def _workbook(content: bytes, sheet: str, limits: Limits, *, every: bool) -> Iterator[Iterator[list[str]]]:
    """The sheet that was asked for, else the first one; `every`: all of them, in its order."""
    look_into(content, unpacked=limits.unpacked, rows=limits.rows, columns=limits.columns)
    with _damaged():
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = book.sheet_names
        chosen = [sheet] if sheet in names else names if every else [names[0]]
    for name in chosen:
        yield _from_sheet(book, name)


def _from_sheet(book: CalamineWorkbook, name: str) -> Iterator[list[str]]:
    with _damaged():
        page = book.get_sheet_by_name(name)
        _row, before = page.start or (0, 0)  # empty rows above the table come along, empty columns before it do not
        for row in page.iter_rows():
            yield [""] * before + [_as_text(cell) for cell in row]


@contextmanager
def _damaged() -> Iterator[None]:
    try:
        yield
    except (CalamineError, IndexError) as error:
        message = _("This workbook is damaged or locked with a password. Open it, and save it again as .xlsx.")
        raise Invalid.field("#/file", "broken", message) from error


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{Decimal(str(cell)):f}".removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.isoformat("minutes") if isinstance(cell, time) else str(cell)


# --- CSV ---


def _csv(content: bytes, deeper: bool) -> Iterator[Iterator[list[str]]]:
    text = _decoded(content)
    first, _newline, rest = text.partition("\n")
    if named := re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):  # how Excel writes which one it used
        yield _rows(rest, named[1])
    else:
        yield _rows(text, max(DELIMITERS, key=_outside_quotes(text, deeper).count))


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(WIDE) else _wide(content) or ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = _("This is no table that can be read; expected a workbook (.xlsx, .ods) or a CSV file.")
    raise Invalid.field("#/file", "not_a_sheet", message)


def _wide(content: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark: of Latin text every other byte is nought."""
    sample = content[:400]
    even, odd = sample[::2], sample[1::2]
    if len(odd) > MARKLESS and even.count(0) == 0 and odd.count(0) > len(odd) * 9 // 10:
        return ("utf-16-le",)
    if len(odd) > MARKLESS and odd.count(0) == 0 and even.count(0) > len(even) * 9 // 10:
        return ("utf-16-be",)
    return ()


def _outside_quotes(text: str, deeper: bool) -> str:
    """The first row that says something, without what stands between quotation marks; `deeper`: below the titles."""
    bare = re.sub(r'"[^"]*"', "", text[:MEGABYTE])
    said = [line for line in bare.splitlines()[:SEARCHED] if line.strip(" ")]  # tabs alone are cells that were quoted
    parted = (line for line in said if any(mark in line for mark in DELIMITERS))
    return next(parted if deeper else iter(said), "")


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):  # noqa: B007  named in the error below
            yield [cell[1:] if DEFUSED.match(cell) else cell for cell in row]
    except csv.Error as error:
        message = _("Row %(row)s: a quotation mark is opened and not closed, or a cell is far too long.")
        raise Invalid.field("#/file", "broken", message % {"row": number + 1}) from error
