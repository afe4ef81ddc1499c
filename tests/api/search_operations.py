"""The operations on kept searches, with somebody who may do them and a body that is right."""

from __future__ import annotations

from typing import Any

from catalogue.offers.search import Criteria
from portal.searches import actions as searches
from tests.api.operation import Operation, below
from tests.cast import Town

OFTEN = {"name": "Lezen", "frequency": "daily"}


def _search(town: Town) -> Any:
    coordinator = town.actor("coordinator")
    return searches.keep(town.membership["coordinator"], name="Kunst", criteria=Criteria(q="kunst"), by=coordinator)


OPERATIONS: dict[str, Operation] = {
    "post /saved-searches": Operation(
        "coordinator", lambda town: "saved-searches", lambda town: {"query": "q=lezen&sector=PO"} | OFTEN
    ),
    "patch /saved-searches/{id}": Operation(
        "coordinator", below("saved-searches", _search), lambda town: OFTEN, with_tag=True
    ),
}
