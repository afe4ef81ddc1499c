"""A letter as PDF/A-3a and PDF/UA-1: for the archive, for a screen reader and for paper.

Typst sets the page of `letter.typ`; everything that differs goes in as data, so nothing in a name can be markup.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Literal

import typst

from catalogue.printing import REPLACEMENT, printable

LAYOUT: Final = Path(__file__).with_name("letter.typ")
STANDARDS: Final[list[Literal["a-3a", "ua-1"]]] = ["a-3a", "ua-1"]


def render_pdf(content: dict[str, Any]) -> bytes:
    """The PDF of a letter as `drafting.content_of` says it; the same content gives the same bytes.

    A character that no font has (an emoji) shows as □, with a note.
    """
    shown = printable(content) | {key: content[key] for key in ("logo", "colours")}
    said = json.dumps({**shown, "replaced": ""}, ensure_ascii=False)
    moment = datetime.combine(date.fromisoformat(content["on"]), datetime.min.time(), UTC)
    pdf: bytes = typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        sys_inputs={"content": json.dumps({**shown, "with_note": REPLACEMENT in said})},
        ignore_system_fonts=True,
        pdf_standards=[*STANDARDS],
        timestamp=int(moment.timestamp()),
    )
    return pdf
