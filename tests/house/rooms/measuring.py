"""Indicators, measurements, talks about them, and the notes with the seven steps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from catalogue.lifecycle import Moving
from tests.cast import Town
from tests.portal.monitoring.measured import indicator, measured, talked

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET  indicators                              -            signed-in
POST indicators                              -            officer
GET  indicators/<uuid:id>                    indicator    library town-hall
GET  measurements                            -            signed-in
POST measurements                            -            library schools musician
GET  measurements/<uuid:id>                  measurement  library town-hall
POST measurements/<uuid:id>/corrections      measurement  library
"""
PAGES = """
GET  measuring                               -               signed-in
GET  measuring/<uuid:pk>                     indicator       library town-hall
POST measuring/<uuid:pk>/fill-in             indicator       library officer
POST measuring/<uuid:pk>/stop                indicator       officer
POST measurements/<uuid:pk>/correct          measurement     library officer
POST measurements/<uuid:pk>/talk             measurement     library officer
POST talks/<uuid:pk>/done                    talk            library officer
GET  municipality/indicators/new             -               officer
POST municipality/steps/<uuid:pk>/<slug:step>  programme+data  officer
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An indicator that the library fills in, with one value and what was said of it."""
    found = indicator(town, starts_on=date(2026, 1, 1))
    row = measured(town, found, period="2026-Q1")
    said = talked(town, row, held_on=date(2026, 2, 1))
    return {"indicator": found.pk, "measurement": row.pk, "talk": said.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What the doors are sent."""
    value, said = things["measurement"], things["talk"]
    new = {"programme": str(town.programme.pk), "theme": str(town.care.pk), "kind": "result", "name": "Bereik",
           "unit": "%", "every": "quarter", "startsOn": "2026-01-01"}  # fmt: skip
    return {
        "v1/indicators": new,
        "v1/measurements": {"indicator": str(things["indicator"]), "period": "2026-Q2", "value": "5.00"},
        "measurements/<uuid:id>/corrections": {"value": "4.00", "reason": "Vergeten"},
        "measuring/<uuid:pk>/fill-in": {"period": "2026-Q2", "value": "5"},
        "measuring/<uuid:pk>/stop": {"reason": "Te veel werk"},
        "measurements/<uuid:pk>/correct": {f"correct-{value}-value": "4", f"correct-{value}-reason": "Vergeten"},
        "measurements/<uuid:pk>/talk": {f"talk-{value}-held_on": "2026-02-01", f"talk-{value}-note": "Goed"},
        "talks/<uuid:pk>/done": {f"done-{said}-outcome": "Gedaan"},
        "municipality/steps/<uuid:pk>/<slug:step>": {"words": "Besproken"},
    }


def another(town: Town) -> dict[str, Any]:
    """One more indicator, with a value."""
    measured(town, indicator(town, starts_on=date(2026, 1, 1)), period="2026-Q1")
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """One real indicator and one real talk."""
    row = measured(town, indicator(town, starts_on=date(2026, 1, 1)), period="2026-Q1")
    return {"indicator": row.indicator, "talk": talked(town, row, held_on=date(2026, 2, 1))}
