"""A report that a provider of the demo sends with its claim: counts only, no names."""

from __future__ import annotations

import json

import typst

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
    content: bytes = typst.compile(TEMPLATE.encode(), format="pdf", sys_inputs={"it": json.dumps(said)})
    return content
