"""Looking into a workbook (XLSX or ODS) before it is opened: is it one, is it whole, and is it not a trap?

A workbook is a zip of XML. The reader that opens it is quick because it lays out every cell between the first and the
last one; a file of 5 kB that names the very last cell would ask for 500 GB and end the process. So each part is
unpacked once in small pieces, within what the directory of the zip promises, and read for the cells that it names (in
XLSX), or for how often it repeats a row or cell that says something (in ODS).
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from catalogue.errors import Invalid
from catalogue.sheets.table import column_letters

PIECE = 64 * 1024
CELL = re.compile(r"([A-Za-z]*)([0-9]*)", re.ASCII)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
PARTS = (".xml", ".rels", ".vml")


def look_into(content: bytes, *, unpacked: int, rows: int, columns: int) -> None:
    """Pass a workbook of at most `unpacked` bytes whose cells lie in the first `rows` and `columns`; else `Invalid`.

    Codes: `not_a_sheet`, `broken`, `too_large`, `too_many_rows` (which also names columns that lie too far).
    """
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = book.infolist()
            kind = _kind(book, {part.filename for part in parts})
            if sum(part.file_size for part in parts) > unpacked:
                raise Invalid.field("#/file", "too_large", _("Unpacked, this workbook is larger than is allowed here."))
            for part in parts:
                if part.filename.lower().endswith(PARTS):
                    _read_through(book, part, kind(rows, columns))
    except (BadZipFile, expat.ExpatError, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        message = _("This workbook is damaged or locked with a password. Open it, and save it again as .xlsx.")
        raise Invalid.field("#/file", "broken", message) from error


class _Excel:
    """Every cell and row names its place."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("c", "row"):
            _within(attributes.get("r", ""), self.rows, self.columns)

    def end(self, name: str) -> None:
        """Nothing to add up."""


class _OpenDocument:
    """Cells and rows stand in their order, and say how often they are repeated: empty ones to the end of the sheet."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.row = self.column = self.repeated = 0
        self.says_something = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.row = 0
        elif name == "table:table-row":
            self.repeated, self.column, self.says_something = _times(attributes, "rows"), 0, False
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += _times(attributes, "columns")
            if any(attribute.startswith("office:") for attribute in attributes):
                self.says_something = True
                self._check(self.column, self.row + 1)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.repeated
            if self.says_something:
                self._check(1, self.row)

    def _check(self, column: int, row: int) -> None:
        _within(f"{column_letters(min(column, 10**6) - 1)}{row}", self.rows, self.columns)


def _kind(book: ZipFile, parts: set[str]) -> type[_Excel] | type[_OpenDocument]:
    if "xl/workbook.xml" in parts:
        return _Excel
    if "content.xml" in parts and "mimetype" in parts and book.read("mimetype")[:80].strip() == OPEN_DOCUMENT:
        return _OpenDocument
    message = _("This is no table that can be read; expected a workbook (.xlsx, .ods) or a CSV file.")
    raise Invalid.field("#/file", "not_a_sheet", message)


def _times(attributes: dict[str, str], what: str) -> int:
    said = attributes.get(f"table:number-{what}-repeated", "1")
    return int(said) if said.isdecimal() and len(said) < 10 else 1


def _read_through(book: ZipFile, part: ZipInfo, seen: _Excel | _OpenDocument) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    with book.open(part) as stream:
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _no_doctype(*_said: object) -> NoReturn:
    raise BadZipFile("a document type in a workbook")


def _within(place: str, rows: int, columns: int) -> None:
    found = CELL.fullmatch(place)
    if found is None:
        return
    letters, digits = found.groups()
    if len(digits) > 9 or int(digits or 0) > rows or _column(letters) > columns:
        message = _(
            "Something stands in cell or row %(place)s; expected at most %(rows)s rows, and columns up to %(last)s. "
            "Remove what lies beyond your table, empty rows too, or split the file."
        )
        last = column_letters(columns - 1)
        raise Invalid.field(
            "#/file", "too_many_rows", message % {"place": place[:20], "rows": rows, "last": last}
        )  # fmt: skip


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
