"""What an invoice costs to make: `python -m tests.benchmarks.invoice_pdf`, of 1 and of 60 lines, beside a thin page.

In every round (ROUNDS=40) each comes once: the UBL; the UBL and the PDF/A-3a + PDF/UA-1 with it inside, as the worker
makes them; the same page by the typesetter without a standard to keep; and the thin line: a heading, a table of the
same rows and a total, which is the least that prints the same facts. Prints medians and their ratio; asserts nothing,
because seconds say more about the machine than about the code. Needs no database.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["LOG_LEVEL"] = "ERROR"
django.setup()

import typst  # noqa: E402  # Django has to be set up first

from catalogue.printing import printable  # noqa: E402  # the same
from portal.invoices.document import InvoiceDocument  # noqa: E402  # the same
from portal.invoices.pdf import LAYOUT, render_pdf  # noqa: E402  # the same
from portal.invoices.ubl import render_ubl  # noqa: E402  # the same
from portal.invoices.wording import printed  # noqa: E402  # the same
from tests.portal.invoices.papers import invoice, lesson  # noqa: E402  # the same

ROUNDS = int(os.environ.get("ROUNDS", "40"))
WARM_UP = 3
SIZES = (1, 60)
THIN = b"""#let said = json(bytes(sys.inputs.content))
= Factuur #said.number
#table(columns: 4, ..said.lines.flatten())
Totaal: #said.gross"""
Line = Callable[[], bytes]


def thin(paper: InvoiceDocument) -> bytes:
    """A page with the same rows, of which nobody asks more than that it can be read."""
    rows = [[row.description, str(row.quantity), str(row.unit_price), str(row.amount)] for row in paper.lines]
    said = json.dumps({"number": paper.number, "lines": rows, "gross": str(paper.gross)})
    made: bytes = typst.compile(THIN, sys_inputs={"content": said}, ignore_system_fonts=True)
    return made


def lines_of(paper: InvoiceDocument) -> dict[str, Line]:
    """The four ways, of one document."""
    content: dict[str, Any] = printable(printed(paper)) | {"with_note": False}
    inputs = {
        "content": json.dumps(content), "issued": paper.issued_on.isoformat(), "ubl": render_ubl(paper).decode(),
    }  # fmt: skip
    return {
        "UBL and PDF, as issued": lambda: render_pdf(paper, render_ubl(paper)),
        "the page alone": lambda: typst.compile(
            LAYOUT, root=LAYOUT.parent, sys_inputs=inputs, ignore_system_fonts=True
        ),
        "UBL alone": lambda: render_ubl(paper),
        "thin": lambda: thin(paper),
    }


def timed(lines: dict[str, Line]) -> dict[str, list[float]]:
    """Milliseconds of each, interleaved, so that a busy moment hits all alike."""
    seen: dict[str, list[float]] = {name: [] for name in lines}
    for number in range(WARM_UP + ROUNDS):
        for name, line in lines.items():
            start = time.perf_counter()
            line()
            if number >= WARM_UP:
                seen[name].append((time.perf_counter() - start) * 1000)
    return seen


def main() -> None:
    """The report."""
    for size in SIZES:
        lines = lines_of(invoice(*(lesson(number) for number in range(1, size + 1))))
        kilobytes = {name: len(line()) / 1000 for name, line in lines.items()}
        seen = timed(lines)
        least = statistics.median(seen["thin"])
        sys.stdout.write(f"\nan invoice of {size} lines, {ROUNDS} rounds\n")
        for name, times in seen.items():
            median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            figures = f"{median:8.2f} ms   p95 {slow:8.2f} ms   {median / least:5.2f} × thin"
            sys.stdout.write(f"  {name:24} {figures}   {kilobytes[name]:6.1f} kB\n")


if __name__ == "__main__":
    main()
