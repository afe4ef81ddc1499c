"""Small workbooks as LibreOffice writes them (ODS), by hand."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
TO_THE_END = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501  one element


def cell(value: object, more: str = "") -> str:
    """A cell with a number or with text; empty for `None`."""
    if value is None:
        return f"<table:table-cell{more}/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>'  # noqa: E501  one element
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string"{more}>{text}</table:table-cell>'


def row(*values: object, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{''.join(cell(value) for value in values)}</table:table-row>"


def ods(*sheets: Sequence[str], mimetype: str = MIMETYPE) -> bytes:
    """A workbook of sheets, each of them rows of XML; empty rows and cells go on to the end, as they do in practice."""
    tables = "".join(
        f'<table:table table:name="Blad{at}">{"".join(rows)}{TO_THE_END}</table:table>'
        for at, rows in enumerate(sheets)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", mimetype, ZIP_STORED)
        book.writestr("content.xml", content)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return target.getvalue()
