"""What may be uploaded as evidence: looked at by content, never by name alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File
from django.utils.translation import gettext as _

from catalogue.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
# content type → (first bytes, endings of the name)
KINDS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "application/pdf": (b"%PDF-", (".pdf",)),
    "image/png": (b"\x89PNG\r\n\x1a\n", (".png",)),
    "image/jpeg": (b"\xff\xd8\xff", (".jpg", ".jpeg")),
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the file is, whatever it was called."""

    name: str
    content_type: str
    size: int
    sha256: str


def inspect(upload: File[bytes]) -> Inspected:
    """Check size, content and name of an upload. `Invalid` (`too_large`, `empty`, `wrong_type`) says what was found."""
    size = upload.size or 0
    if size > MOST_BYTES:
        message = _("This file is %(size)s MB; at most %(most)s MB is accepted. Make it smaller and try again.")
        shown = {"size": size // (1024 * 1024) + 1, "most": MOST_BYTES // (1024 * 1024)}
        raise Invalid.field("#/file", "too_large", message % shown)
    if not size:
        raise Invalid.field("#/file", "empty", _("This file is empty. Choose another file."))
    name = PurePath(upload.name or "file").name.replace("\x00", "")[-120:]
    head, digest = b"", hashlib.sha256()
    for chunk in upload.chunks():
        head = head or chunk[:16]
        digest.update(chunk)
    for content_type, (magic, endings) in KINDS.items():
        if head.startswith(magic) and name.lower().endswith(endings):
            return Inspected(name, content_type, size, digest.hexdigest())
    message = _("“%(name)s” is not a PDF, PNG or JPEG file. Save it as one of these and upload it again.")
    raise Invalid.field("#/file", "wrong_type", message % {"name": name})
