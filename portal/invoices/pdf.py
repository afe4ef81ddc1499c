"""An invoice as PDF/A-3a and PDF/UA-1 with its UBL inside. The layout stands in `invoice.typ`; values go in as data."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from portal.invoices.document import InvoiceDocument

LAYOUT = Path(__file__).parent / "invoice.typ"


def render_pdf(document: InvoiceDocument, ubl: bytes) -> bytes:
    """The PDF with exactly these bytes attached as `invoice.xml`."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "invoice.xml").write_bytes(ubl)
        (root / "invoice.typ").write_text(LAYOUT.read_text())
        (root / "data.json").write_text(json.dumps(document.to_json()))
        pdf: bytes = typst.compile(str(root / "invoice.typ"), root=str(root), pdf_standards=["a-3a", "ua-1"])
    return pdf
