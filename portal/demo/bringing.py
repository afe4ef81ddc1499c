"""What the demo brought in: ideas of another municipality, a table of a provider that waits to be carried out, and
registers of schools, of which the last one was only looked at.
"""

from __future__ import annotations

from catalogue.exchange import actions as exchange
from catalogue.exchange.models import Idea
from catalogue.imports import actions as imports
from portal.demo.content import FOLDER
from portal.demo.stage import Stage
from portal.registers import actions as registers

WHOSE = "klankkamer"
SHOWN = 2
LOADED, LOOKED_AT = ("pupils.csv", "scores.csv"), "sites.csv"


def bring_in(stage: Stage) -> None:
    """Some ideas are shown to providers, one is only seen by the officer; of the table one row is refused."""
    officer = stage.login("officer")
    exchange.receive((FOLDER / "elsewhere.json").read_bytes(), stage.town, by=officer)
    for idea in Idea.objects.filter(municipality=stage.town).order_by("title")[:SHOWN]:
        exchange.share(idea, by=officer)
    table = (FOLDER / "workshops.csv").read_bytes()
    imports.upload(table, "workshops.csv", programme=stage.programme, by=stage.provider(WHOSE))
    for name in LOADED:
        register = registers.bring_in((FOLDER / name).read_bytes(), name, by=officer)
        registers.carry_out(register, by=officer)
    registers.bring_in((FOLDER / LOOKED_AT).read_bytes(), LOOKED_AT, by=officer)
