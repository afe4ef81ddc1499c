"""What may be uploaded as evidence: looked at by content, never by name alone, and by the virus scanner."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from catalogue.errors import Invalid
from catalogue.sheets import HOUSE_LIMITS
from catalogue.sheets.workbooks import look_into
from portal.claims.scanning import scanned

MEGABYTE = 1024 * 1024
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
# content type → (first bytes, endings of the name); a workbook is told apart by its ending and looked into
KINDS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "application/pdf": (b"%PDF-", (".pdf",)),
    "image/png": (b"\x89PNG\r\n\x1a\n", (".png",)),
    "image/jpeg": (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    XLSX: (b"PK\x03\x04", (".xlsx",)),
    ODS: (b"PK\x03\x04", (".ods",)),
    CSV: (b"", (".csv",)),
}
ENDINGS = tuple(ending for _magic, endings in KINDS.values() for ending in endings)
# Windows, Linux, macOS (four forms), Java, a script, a shortcut: what a computer would run
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!",
    b"L\x00\x00\x00",
)  # fmt: skip
MACROS = "vbaproject.bin"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the file is, whatever it was called; `scan`: whether a virus scanner looked at it."""

    name: str
    content_type: str
    size: int
    sha256: str
    scan: str


def inspect(upload: File[bytes]) -> Inspected:
    """Check size, content and name of an upload, and let the scanner look at it.

    `Invalid` says what was found: `too_large`, `empty`, `executable`, `wrong_type`, `broken` or `too_many_rows` (a
    workbook that unpacks to more than is read here), `virus`. `Refused("scanner_away")` when the scanner that the
    operator set does not answer: nothing is kept unseen then.
    """
    size, most = upload.size or 0, settings.EVIDENCE_MOST_BYTES
    if size > most:
        message = _("This file is %(size)s MB; at most %(most)s MB is accepted. Make it smaller and try again.")
        shown = {"size": size // MEGABYTE + 1, "most": most // MEGABYTE}
        raise Invalid.field("#/file", "too_large", message % shown)
    if not size:
        raise Invalid.field("#/file", "empty", _("This file is empty. Choose another file."))
    name = PurePath(upload.name or "file").name.replace("\x00", "")[-120:]
    content = b"".join(upload.chunks())
    upload.seek(0)
    content_type = _type_of(content, name)
    scan = scanned(content, name)
    return Inspected(name, content_type, size, hashlib.sha256(content).hexdigest(), scan)


def kept(upload: File[bytes]) -> dict[str, Any]:
    """The fields of a `PrivateFile` for this upload, under a name that says nothing. Refuses as `inspect` does."""
    seen = inspect(upload)
    upload.name = f"{uuid4().hex}{seen.name[seen.name.rfind('.') :].lower()}"
    return {**asdict(seen), "file": upload}


def _type_of(content: bytes, name: str) -> str:
    if content.startswith(PROGRAMS):
        message = _("“%(name)s” is a program, not a document. Upload the bill, list or picture itself.")
        raise Invalid.field("#/file", "executable", message % {"name": name})
    for content_type, (magic, endings) in KINDS.items():
        if content.startswith(magic) and name.lower().endswith(endings):
            if content_type in (XLSX, ODS):
                _workbook(content, name)
            elif content_type == CSV and not _is_text(content):
                raise _wrong(name)
            return content_type
    raise _wrong(name)


def _wrong(name: str) -> Invalid:
    message = _("“%(name)s” is not a PDF, PNG, JPEG, spreadsheet (XLSX, ODS) or CSV file. Save it as one of these.")
    return Invalid.field("#/file", "wrong_type", message % {"name": name})


def _workbook(content: bytes, name: str) -> None:
    """A whole workbook without programs in it, that does not unpack to more than is read anywhere in the house."""
    limits = HOUSE_LIMITS
    try:
        look_into(content, unpacked=limits.unpacked, rows=limits.rows, columns=limits.columns)
    except Invalid as error:
        if error.faults[0].code == "not_a_sheet":
            raise _wrong(name) from error
        raise
    with ZipFile(BytesIO(content)) as book:
        if any(part.lower().endswith(MACROS) for part in book.namelist()):
            message = _("There are programs (macros) in “%(name)s”. Save it as a workbook without them.")
            raise Invalid.field("#/file", "executable", message % {"name": name})


def _is_text(content: bytes) -> bool:
    """Lines of text, and no page or drawing that a browser would run."""
    if b"\0" in content or content.lstrip()[:1] == b"<":
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return True
