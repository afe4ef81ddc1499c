"""An invoice as PDF/A-3a and PDF/UA-1: for the archive, for a screen reader and for paper, with its UBL inside.

Typst sets the page of `invoice.typ`; everything that differs goes in as data, so nothing in a name can be markup.
Its export refuses a page without title, a heading out of order or a text that its fonts cannot show.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import typst

from catalogue.printing import REPLACEMENT, printable
from portal.invoices.document import InvoiceDocument
from portal.invoices.wording import printed

LAYOUT: Final = Path(__file__).with_name("invoice.typ")
STANDARDS: Final[list[Literal["a-3a", "ua-1"]]] = ["a-3a", "ua-1"]


def render_pdf(document: InvoiceDocument, ubl: bytes) -> bytes:
    """The PDF, with exactly these bytes attached as `invoice.xml` (relationship: alternative).

    Fonts come with Typst and the date of the file is the date of issue, so the same document gives the same bytes
    for the same version of Typst and of the translations. A character that no font has (an emoji) shows as □ with
    a note; the UBL keeps it.
    """
    content = printable(printed(document))
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
