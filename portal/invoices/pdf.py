"""An invoice as PDF/A-3a and PDF/UA-1: for the archive, for a screen reader and for paper, with its UBL inside.

Typst sets the page of `invoice.typ`; everything that differs goes in as data, so nothing in a name can be markup.
Its export refuses a page without title, a heading out of order or a text that its fonts cannot show.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from portal.invoices.document import InvoiceDocument
from portal.invoices.wording import printed

LAYOUT: Final = Path(__file__).with_name("invoice.typ")
STANDARDS: Final[list[Literal["a-3a", "ua-1"]]] = ["a-3a", "ua-1"]
REPLACEMENT: Final = "□"
_LONG_WORD: Final = re.compile(r"\S{40}(?=\S)")
_MAY_BREAK: Final = "\\g<0>\N{ZERO WIDTH SPACE}"
_PROBE: Final = b'#set document(title: "probe")\n#set text(lang: "nl")\n#sys.inputs.character'


def render_pdf(document: InvoiceDocument, ubl: bytes) -> bytes:
    """The PDF, with exactly these bytes attached as `invoice.xml` (relationship: alternative).

    Fonts come with Typst and the date of the file is the date of issue, so the same document gives the same bytes
    for the same version of Typst and of the translations. A character that no font has (an emoji) shows as □ with
    a note; the UBL keeps it.
    """
    content = _printable(printed(document))
    content["with_note"] = REPLACEMENT in json.dumps({**content, "replaced": ""}, ensure_ascii=False)
    pdf: bytes = typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        sys_inputs={"content": json.dumps(content), "issued": document.issued_on.isoformat(), "ubl": ubl.decode()},
        ignore_system_fonts=True,
        pdf_standards=[*STANDARDS],
        timestamp=int(datetime.combine(document.issued_on, datetime.min.time(), UTC).timestamp()),
    )
    return pdf


def _printable(value: Any) -> Any:
    """The same structure with every text fit to print."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return _LONG_WORD.sub(_MAY_BREAK, "".join(map(_shown, value))) if isinstance(value, str) else value


def _shown(character: str) -> str:
    """A character, nothing for an invisible one (which could turn text around), or □ when no font has it."""
    if character in "\n\u200c\u200d":  # the joiners belong to the spelling of some scripts
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn"} and not unicodedata.combining(character):
        return ""
    return character if character < "\u0180" or _has_glyph(character) else REPLACEMENT


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Asks the typesetter itself, which has the only true list of what its fonts can show."""
    try:
        typst.compile(_PROBE, sys_inputs={"character": character}, ignore_system_fonts=True, pdf_standards=[*STANDARDS])
    except typst.TypstError:
        return False
    return True
