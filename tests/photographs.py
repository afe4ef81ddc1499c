"""Photographs for the tests, made here: real files of every kind, small where they may be, huge where they must."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def image(width: int = 800, height: int = 500, mode: str = "RGB") -> Image.Image:
    """Something with an upper and a lower half, a left and a right: red, green, blue and white."""
    made = Image.new("RGB", (width, height), (250, 250, 250))
    for colour, x, y in (((220, 30, 30), 0, 0), ((30, 160, 60), 1, 0), ((40, 60, 200), 0, 1)):
        made.paste(colour, (x * width // 2, y * height // 2, (x + 1) * width // 2, (y + 1) * height // 2))
    return made.convert(mode)


def photograph(kind: str = "JPEG", *, of: Image.Image | None = None, **options: Any) -> bytes:
    """A whole file of this kind."""
    made = BytesIO()
    (of or image()).save(made, kind, **options)
    return made.getvalue()


def upload(content: bytes | None = None, name: str = "foto.jpg") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, photograph() if content is None else content, "image/jpeg")


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def bomb(width: int = 10_000, height: int = 5_000) -> bytes:
    """A PNG of fifty megapixels in one colour, a few kilobytes long: a real one, that any viewer opens."""
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(bytes(1 + width // 8)) for _row in range(height)) + rows.flush()
    header = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
