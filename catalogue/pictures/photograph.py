"""A photograph, made anew: from whatever somebody sends to two JPEG files of our own, or a refusal in words.

Nothing of the file that was sent survives but the picture itself: no place where it was taken, no name, no remark, no
second file inside. How large a picture becomes in memory is read from its header and refused before it is decoded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from catalogue.errors import Invalid
from catalogue.pictures.containers import JPEG, PNG, WEBP, Damaged, Header, TwoFiles, header_of

LONGEST_SIDE = 1600
CARD = (640, 400)
FACES = (0.5, 0.4)  # a card shows the middle, and a little more of what is above it
QUALITY = 82
ENDINGS = {JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"), PNG: (".png",), WEBP: (".webp",)}
# first bytes of what people send most often instead, and what to call it
OTHERS = (
    (b"GIF8", "GIF"), (b"%PDF-", "PDF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"BM", "BMP"), (b"PK\x03\x04", "ZIP"),
    (b"8BPS", "Photoshop"),
)  # fmt: skip
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Photograph:
    """What is kept: `large` for a page and `small` for a card, both JPEG; `sha256` is of the file that was sent."""

    sha256: str
    width: int
    height: int
    large: bytes
    small: bytes


def made_anew(content: bytes | File[bytes], name: str = "") -> Photograph:
    """The photograph in a file, by its content; slow (some tenths of a second), so best outside a transaction.

    `Invalid` on `#/file`: `too_large`, `empty`, `svg`, `wrong_type`, `wrong_extension`, `damaged`, `foreign_content`,
    `animated`, `too_many_pixels` (before anything is decoded), `too_small`.
    """
    sent, name = _read(content, name)
    header = _header(sent, name)
    image = _decoded(sent, header)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if image.width < CARD[0] or image.height < CARD[1]:
        message = _(
            "This picture is too small, or too narrow, to be sharp: found %(found)s pixels; expected at least"
            " %(expected)s, and at most four times as wide as it is high. Choose a larger picture."
        )
        raise _wrong("too_small", message % {"found": _pixels(header), "expected": f"{CARD[0]} × {CARD[1]}"})
    large = _in_plain_colours(image)
    small = ImageOps.fit(large, CARD, Image.Resampling.LANCZOS, centering=FACES)
    digest = hashlib.sha256(sent).hexdigest()
    return Photograph(digest, large.width, large.height, _as_jpeg(large), _as_jpeg(small))


def _wrong(code: str, sentence: str) -> Invalid:
    return Invalid.field("#/file", code, sentence)


def _pixels(header: Header) -> str:
    return f"{header.width} × {header.height}"


def _read(content: bytes | File[bytes], name: str) -> tuple[bytes, str]:
    """The bytes and the name; a file that is too large is not read."""
    size = len(content) if isinstance(content, bytes) else content.size or 0
    most = settings.PICTURE_MOST_BYTES
    if size > most:
        message = _("This file is %(size)s MB; at most %(most)s MB is accepted. Make it smaller and try again.")
        raise _wrong("too_large", message % {"size": size // 1_000_000 + 1, "most": most // 1_000_000})
    if not size:
        raise _wrong("empty", _("This file is empty. Choose another file."))
    if isinstance(content, bytes):
        return content, name
    content.seek(0)
    return content.read(), name or content.name or ""


def _header(sent: bytes, name: str) -> Header:
    try:
        header = header_of(sent)
    except Damaged as error:
        raise _damaged() from error
    except TwoFiles as error:
        message = _(
            "There is something else in this file beside the picture, such as a film or another file. Open it in a"
            " program for photographs, save it anew as JPEG, and upload that."
        )
        raise _wrong("foreign_content", message) from error
    if header is None:
        raise _other_kind(sent, name)
    shown = PurePath(name).name[-80:]
    if not name.lower().endswith(ENDINGS[header.kind]):
        message = _("“%(name)s” is a %(kind)s file by its content. Give it a name that ends in %(ending)s.")
        found = {"name": shown, "kind": header.kind, "ending": ENDINGS[header.kind][0]}
        raise _wrong("wrong_extension", message % found)
    if header.animated:
        raise _wrong("animated", _("This picture moves. Choose one that stands still."))
    most = settings.PICTURE_MOST_PIXELS
    if header.width * header.height > most:
        message = _(
            "This picture has too many pixels: found %(found)s; expected at most %(most)s million in all. Make it"
            " smaller, 3000 pixels wide is plenty, and upload it again."
        )
        raise _wrong("too_many_pixels", message % {"found": _pixels(header), "most": most // 1_000_000})
    return header


def _damaged() -> Invalid:
    return _wrong("damaged", _("This picture is damaged or not complete. Choose another, or save it anew."))


def _other_kind(sent: bytes, name: str) -> Invalid:
    if b"<svg" in sent[:65_536].lower():
        return _wrong("svg", _("An SVG drawing can hold a program, so it is not accepted. Save it as PNG or JPEG."))
    kind = next((word for magic, word in OTHERS if sent.startswith(magic)), "")
    if sent[4:8] == b"ftyp" and sent[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        kind = "AVIF" if sent[8:12] == b"avif" else "HEIC"
    if kind:
        message = _("This is a %(kind)s file; expected JPEG, PNG or WebP. Save the picture as JPEG and upload that.")
        return _wrong("wrong_type", message % {"kind": kind})
    return _wrong("wrong_type", _("This is not a JPEG, PNG or WebP picture. Save it as JPEG and upload that."))


def _decoded(sent: bytes, header: Header) -> Image.Image:
    """The picture, upright, without transparency; what the header promised, or `damaged`."""
    try:
        image: Image.Image = Image.open(BytesIO(sent), formats=[header.kind])
        if image.size != (header.width, header.height):
            raise _damaged()
        image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG can be read at a half or a quarter of its size
        image.load()
        return _on_white(ImageOps.exif_transpose(image))
    except Invalid:
        raise
    except Exception as error:  # whatever a decoder stumbles over, the file is at fault
        raise _damaged() from error


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency and without modes that cannot be made smaller; CMYK stays until its profile was used."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        seen = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """In sRGB, by the colour profile of the picture when it has one that can be used."""
    profile = image.info.get("icc_profile")
    try:
        if profile:
            made = ImageCms.profileToProfile(image, BytesIO(profile), SRGB, outputMode="RGB")
            image = made or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass  # a profile of another kind of picture, or a broken one: the colours as they are
    return image.convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    image.info = {}  # Pillow would copy a remark
    made = BytesIO()
    image.save(made, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return made.getvalue()
