"""Files that belong to somebody: sent only by a view that asked who is looking, and never run by a browser."""

from __future__ import annotations

from django.http import HttpResponse

IMAGES = frozenset({"image/png", "image/jpeg"})
SHOWABLE = IMAGES | {"application/pdf"}
CSP = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


def sent(content: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponse:
    """The file as a download; shown in the browser only when asked for and of a kind that cannot do anything.

    The browser may not guess another kind (nosniff), may not keep it for others, and shows it in a sandbox.
    """
    answer = HttpResponse(content, content_type=content_type)
    way = "inline" if inline and content_type in SHOWABLE else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{_plain(name)}"'
    answer["Content-Security-Policy"] = CSP
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"  # our own pages show it beside a decision
    answer["Cache-Control"] = "private, no-store"
    return answer


def _plain(name: str) -> str:
    """A file name without anything that could end the header or leave the folder."""
    return "".join(letter if letter.isalnum() or letter in "-_. " else "-" for letter in name)[:120] or "file"
