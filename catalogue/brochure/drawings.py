"""What is drawn in a brochure: motifs in the colours of a theme, and QR codes."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

import segno
from django.conf import settings

from catalogue.house_style import Tint

SYMBOL = re.compile(r'<symbol id="(?P<name>[\w-]+)" viewBox="(?P<box>[\d ]+)">(?P<lines>.*?)</symbol>', re.DOTALL)


def drawing(motif: str, tint: Tint) -> str:
    """The motif as an SVG of its own, in the colours of a tint."""
    box, lines = _symbols()[motif]
    for name, colour in (("-mid", tint.mid), ("-deep", tint.deep), ("-ink", tint.ink), ("", tint.wash)):
        lines = lines.replace(f"var(--tint{name})", colour)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{lines}</svg>'


@lru_cache(maxsize=2048)
def code_of(address: str) -> str:
    """A QR code of an address as SVG; a smudge of 15 % may be on it."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="svg", xmldecl=False, border=2, light="#fff")
    return written.getvalue().decode()


@lru_cache(maxsize=1)
def _symbols() -> dict[str, tuple[str, str]]:
    text: str = settings.ILLUSTRATIONS.read_text(encoding="utf-8")
    return {each["name"]: (each["box"], each["lines"]) for each in SYMBOL.finditer(text)}
