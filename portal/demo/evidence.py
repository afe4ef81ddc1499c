"""Papers of the demo: a report that a provider sends with its claim (counts only, no names), and other ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import typst

from catalogue.organisations.models import Municipality
from portal.claims.models import Claim

TEMPLATE = """
#let it = json(bytes(sys.inputs.at("it")))
#set document(title: it.title)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
#show heading: set block(below: 1.2em)
= #it.title
#it.provider, bij een declaratie aan #it.town (demo)
#v(1em)
#table(
  columns: (1fr, auto, auto), stroke: 0.5pt + luma(180), inset: 7pt,
  table.header([*Wat*], [*Aantal*], [*Leerlingen bereikt*]),
  ..it.lines.flatten(),
)
#v(1em)
In dit verslag staan alleen aantallen. Namen van leerlingen worden nergens gevraagd of bewaard.
"""

PAPER = """
#let it = json(bytes(sys.inputs.at("it")))
#set document(title: it.title)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
#show heading: set block(below: 1.2em)
= #it.title
Voor #it.town (demo)
#v(1em)
#table(columns: (1fr, auto), stroke: 0.5pt + luma(180), inset: 7pt, ..it.rows.flatten())
"""


def report(title: str, claim: Claim) -> bytes:
    """A PDF of one page that lists what the lines of the claim delivered."""
    rows = claim.lines.select_related("booking").prefetch_related("booking__deliveries")
    booked = [row.booking for row in rows if row.booking]
    reached = [sum(report.pupils_reached for report in each.deliveries.all() if report.counts) for each in booked]
    said = {
        "title": title,
        "provider": claim.claimant.name,
        "town": claim.municipality.name,
        "lines": [[row.description, str(row.quantity), str(pupils)] for row, pupils in zip(rows, reached, strict=True)],
    }
    return _pdf(TEMPLATE, said)


def paper(title: str, rows: Sequence[Sequence[str]], town: Municipality) -> bytes:
    """A PDF of one page with a small table of two columns."""
    return _pdf(PAPER, {"title": title, "town": town.name, "rows": [list(row) for row in rows]})


def _pdf(template: str, said: dict[str, Any]) -> bytes:
    content: bytes = typst.compile(template.encode(), format="pdf", sys_inputs={"it": json.dumps(said)})
    return content
