"""What a file really is: its container is walked from the first byte to the last before anything of it is decoded.

A picture ends where its format says so. What comes behind that, or stands in its remarks and could be read as another
kind of file (a page, a script, a PDF, an archive), makes it two files in one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
ANOTHER_FILE = re.compile(
    rb"<script|<html|<!doctype|<body|<iframe|<svg|<\?php|javascript:|\*/\s*=|%PDF-|PK\x03\x04|PK\x05\x06|ftypisom|ftypmp4",
    re.IGNORECASE,
)
END_OF_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # the first marker that is no part of the compressed picture
SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers of JPEG that say how large it is
END, SCAN, REMARK = 0xD9, 0xDA, 0xFE
LONGEST_TRAILER = 65_536


class Damaged(Exception):
    """The container breaks off, or contradicts itself."""


class TwoFiles(Exception):
    """There is something in or behind the picture that is no picture."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: the format by the name that Pillow uses, pixels across and down, moving or not."""

    kind: str
    width: int
    height: int
    animated: bool = False


def header_of(content: bytes) -> Header | None:
    """The header of a whole JPEG, PNG or WebP file; `None` for anything else. Raises `Damaged` or `TwoFiles`."""
    walk: Callable[[bytes], Header] | None = next((walk for magic, walk in WALKS if re.match(magic, content)), None)
    if walk is None:
        return None
    try:
        header = walk(content)
    except IndexError as error:
        raise Damaged from error
    if not header.width or not header.height:
        raise Damaged
    return header


def _only_remarks(*remarks: bytes) -> None:
    if any(ANOTHER_FILE.search(each) for each in remarks):
        raise TwoFiles


# --- JPEG: segments that begin with a marker, the compressed picture between two of them ---------------------------
def _jpeg(content: bytes) -> Header:
    end, width, height, remarks = _one_jpeg(content, 0)
    _only_remarks(*remarks)
    several = any(each.startswith(b"MPF\0") for each in remarks)  # a telephone keeps a second picture behind the first
    while several and content[end:].lstrip(b"\0").startswith(b"\xff\xd8\xff"):
        end, _width, _height, remarks = _one_jpeg(content, content.index(b"\xff\xd8\xff", end))
        _only_remarks(*remarks)
    rest = content[end:]
    if rest.strip(b"\0") and not _is_trailer(rest):
        raise TwoFiles
    return Header(JPEG, width, height)


def _one_jpeg(content: bytes, start: int) -> tuple[int, int, int, list[bytes]]:
    """Where the JPEG ends, its width and height, and its remarks (comments and the segments of programs)."""
    width = height = 0
    remarks: list[bytes] = []
    for marker, body, end in _segments(content, start + 2):
        if marker == END:
            return end, width, height, remarks
        if marker in SIZES and not width:
            height, width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
        elif 0xE0 <= marker <= 0xEF or marker == REMARK:
            if body.startswith(b"JFIF\0") and len(body) != 14 + 3 * body[12] * body[13]:
                raise TwoFiles  # the length of this segment is what makes a JPEG a script as well
            remarks.append(body)
    raise Damaged


def _segments(content: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Each marker with its body and the place behind it; the compressed picture is passed over."""
    while True:
        if content[at] != 0xFF:
            raise Damaged
        while content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        at += 2
        if marker == END or 0xD0 <= marker <= 0xD7:
            yield marker, b"", at
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2 or at + length > len(content):
            raise Damaged
        yield marker, content[at + 2 : at + length], at + length
        at += length
        if marker == SCAN:
            found = END_OF_SCAN.search(content, at)
            if found is None:
                raise Damaged
            at = found.start()


def _is_trailer(rest: bytes) -> bool:
    """The few facts that cameras of one large maker write behind every picture: a table that describes all of it."""
    if len(rest) > LONGEST_TRAILER or not rest.endswith(b"SEFT") or ANOTHER_FILE.search(rest):
        return False
    table = len(rest) - 8 - int.from_bytes(rest[-8:-4], "little")
    if table < 0 or rest[table : table + 4] != b"SEFH":
        return False
    count = int.from_bytes(rest[table + 8 : table + 12], "little")
    entries = [rest[table + 12 + 12 * each :][:12] for each in range(min(count, 100))]
    offsets = [int.from_bytes(each[4:8], "little") for each in entries]
    described = max(offsets, default=0) <= table and table + 12 + 12 * count == len(rest) - 8
    return described and not rest[: table - max(offsets, default=0)].strip(b"\0")


# --- PNG: chunks with a length, a name and a checksum --------------------------------------------------------------
def _png(content: bytes) -> Header:
    at, names, remarks, header = 8, set(), [], b""
    while True:
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        body, end = content[at + 8 : at + 8 + length], at + 12 + length
        if end > len(content) or zlib.crc32(name + body) != int.from_bytes(content[end - 4 : end]):
            raise Damaged
        names.add(name)
        if name == b"IHDR":
            header = body
        elif name not in (b"IDAT", b"PLTE"):
            remarks.append(body)
        at = end
        if name == b"IEND":
            break
    _only_remarks(*remarks)
    if content[at:].strip(b"\0"):
        raise TwoFiles
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    return Header(PNG, width, height, animated=b"acTL" in names)


# --- WebP: chunks in a RIFF file that says how long it is ----------------------------------------------------------
def _webp(content: bytes) -> Header:
    whole = 8 + int.from_bytes(content[4:8], "little")
    if whole > len(content):
        raise Damaged
    if content[whole:].strip(b"\0"):
        raise TwoFiles
    at, width, height, names, remarks = 12, 0, 0, set(), []
    while at < whole:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + length]
        if at + 8 + length > whole:
            raise Damaged
        names.add(name)
        if name in WEBP_SIZES:
            across, down = WEBP_SIZES[name](body)
            width, height = max(width, across), max(height, down)
        elif name not in (b"ALPH", b"ANMF"):
            remarks.append(body)
        at += 8 + length + length % 2
    _only_remarks(*remarks)
    return Header(WEBP, width, height, animated=bool(names & {b"ANIM", b"ANMF"}))


def _bits(body: bytes, shift: int, bits: int) -> int:
    return int.from_bytes(body, "little") >> shift & (1 << bits) - 1


WEBP_SIZES: dict[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8X": lambda body: (1 + _bits(body[4:7], 0, 24), 1 + _bits(body[7:10], 0, 24)),
    b"VP8 ": lambda body: (_bits(body[6:8], 0, 14), _bits(body[8:10], 0, 14)),
    b"VP8L": lambda body: (1 + _bits(body[1:5], 0, 14), 1 + _bits(body[1:5], 14, 14)),
}
WALKS: tuple[tuple[bytes, Callable[[bytes], Header]], ...] = (
    (rb"\xff\xd8\xff", _jpeg),
    (rb"\x89PNG\r\n\x1a\n", _png),
    (rb"(?s)RIFF.{4}WEBP", _webp),
)
