"""Lists as files: `?format=xlsx` or `?format=csv` behind the address of a list gives its rows as a table to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from catalogue.sheets import CSV, XLSX, Sheet, as_csv, as_xlsx
from frontend.private_files import sent

KINDS = {"xlsx": XLSX, "csv": CSV}


def way_asked(request: HttpRequest) -> str:
    """`xlsx` or `csv` when the list is asked for as a file; empty for the page."""
    way = request.GET.get("format", "")
    return way if way in KINDS else ""


def table(sheet: Sheet, way: str) -> HttpResponse:
    """The sheet as a download, named after itself."""
    return download(as_csv(sheet) if way == "csv" else as_xlsx(sheet), sheet.name, way)


def download(content: bytes, name: str, way: str) -> HttpResponse:
    """A table that was made already."""
    return sent(content, name=f"{slugify(name) or 'table'}.{way}", content_type=KINDS[way])
