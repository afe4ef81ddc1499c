"""The scheme of De Fryske Marren (NPO 2022-2024): 100 % to € 20,000, first come first served, two ceilings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from portal.subsidies import actions as subsidies
from portal.subsidies.actions.schemes import Room, Window
from portal.subsidies.models import Application, Scheme
from tests.cast import Town

ACTIVITIES = "Zomerschool\nHuiswerkbegeleiding\nSport en bewegen\nSociaal-emotionele ondersteuning"


def drafted(town: Town, **said: Any) -> Scheme:
    """The rules as a draft, unless told otherwise."""
    rules: dict[str, Any] = {
        "name": "Subsidieregeling Nationaal Programma Onderwijs", "applicants": "schoolbesturen in het PO en VO",
        "activities": ACTIVITIES, "refusals": "De activiteit wordt al uit ander geld betaald.", "share_percent": 100,
        "most_per_application": Decimal("20000.00"), "order": "first_come",
        "ceilings": [
            Room("Primair onderwijs", Decimal("200810.00")), Room("Voortgezet onderwijs", Decimal("69120.00")),
        ],
        "periods": [Window(date(2022, 8, 1), date(2023, 7, 31)), Window(date(2023, 8, 1), date(2024, 7, 31))],
    }  # fmt: skip
    return subsidies.draft_scheme(town.programme, by=town.actor("officer"), **(rules | said))


def adopted(town: Town, **said: Any) -> Scheme:
    """The same, adopted."""
    return subsidies.adopt_scheme(drafted(town, **said), by=town.actor("officer"))


def applied(town: Town, scheme: Scheme | None = None, asked: str = "900.00", **said: Any) -> Application:
    """The board asks for a summer school in the primary schools, decided by the officer."""
    scheme = scheme or adopted(town)
    given: dict[str, Any] = {
        "board": town.board, "ceiling": scheme.ceilings.all()[0], "activity": "Zomerschool", "asked": Decimal(asked),
        "received_on": date(2022, 9, 1),
    }  # fmt: skip
    return subsidies.decide_application(scheme, by=town.actor("officer"), **(given | said))


def waiting(town: Town) -> Application:
    """More than € 1,000: it waits for a second person."""
    return applied(town, asked="20000.00")
