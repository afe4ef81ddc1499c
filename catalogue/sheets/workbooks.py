"""Looking into an Excel workbook before it is opened: is it one, is it whole, and is it not a trap?

A workbook is a zip of XML. The reader that opens it is quick because it lays out every cell between the first and the
last one; a file of 5 kB that names the very last cell would ask for 500 GB and end the process. So each part is
unpacked once in small pieces, within what the directory of the zip promises, and read for the cells that it names.
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
PARTS = (".xml", ".rels", ".vml")


def look_into(content: bytes, *, unpacked: int, rows: int, columns: int) -> None:
    """Pass a workbook of at most `unpacked` bytes whose cells lie in the first `rows` and `columns`; else `Invalid`.

    Codes: `not_a_sheet`, `broken`, `too_large`, `too_many_rows` (which also names columns that lie too far).
    """
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = book.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                message = _("This is no table that can be read; expected an Excel workbook (.xlsx) or a CSV file.")
                raise Invalid.field("#/file", "not_a_sheet", message)
            if sum(part.file_size for part in parts) > unpacked:
                raise Invalid.field("#/file", "too_large", _("Unpacked, this workbook is larger than is allowed here."))
            for part in parts:
                if part.filename.lower().endswith(PARTS):
                    _read_through(book, part, rows, columns)
    except (BadZipFile, expat.ExpatError, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        message = _("This workbook is damaged or locked with a password. Open it, and save it again as .xlsx.")
        raise Invalid.field("#/file", "broken", message) from error


def _read_through(book: ZipFile, part: ZipInfo, rows: int, columns: int) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("c", "row"):
            _within(attributes.get("r", ""), rows, columns)

    parser.StartElementHandler = element
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
