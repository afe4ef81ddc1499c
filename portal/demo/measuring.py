"""The measures of the demo municipality, how far each of them is, and how it is known that they help."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from portal.demo.shapes import Content
from portal.demo.stage import Stage
from portal.funding import actions as funding
from portal.funding.models import Measure
from portal.monitoring import actions as monitoring
from portal.monitoring.periods import Period
from portal.monitoring.states import MONTH

MEASURES = Path(__file__).parent / "content" / "measures.toml"
A_MONTH = timedelta(days=30)
NUMBERS = ("cost", "cost_min", "unit_cost", "units_per_year", "units_per_school_per_month")


def measure(content: Content, stage: Stage) -> None:
    """Each is written down, gets its indicators, and is brought to its phase by the officer."""
    officer = stage.login("officer")
    names = {theme.key: theme.name for theme in content.themes}
    themes = {theme.name: theme for theme in stage.programme.themes.all()}
    for row in tomllib.loads(MEASURES.read_text())["measure"]:
        phases: list[str] = row.pop("phases", [])
        indicators: list[dict[str, Any]] = row.pop("indicator", [])
        said: dict[str, Any] = row | {name: Decimal(row[name]) for name in NUMBERS if name in row}
        made = funding.add_measure(stage.programme, by=officer, **said | {"theme": themes[names[row["theme"]]]})
        for each in indicators:
            _indicator(stage, made, each)
        made.refresh_from_db()
        for phase in phases:
            funding.enter_phase(made, phase, by=officer)


def _indicator(stage: Stage, measure: Measure, row: dict[str, Any]) -> None:
    """One that the municipality fills in itself: its values of the months before, and what was said of the first."""
    officer, said = stage.login("officer"), dict(row)
    values: list[dict[str, Any]] = said.pop("value", [])
    made = monitoring.define(
        stage.programme, measure=measure, by=officer, starts_on=_months_ago(len(values)), every=MONTH,
        **said | {"target": Decimal(said["target"])},
    )  # fmt: skip
    period = made.first
    for value in values:
        talk = value.pop("talk", None)
        kept = monitoring.measure(
            made, period=str(period), value=Decimal(value["number"]), words=value["words"], by=officer
        )
        if talk:
            today = timezone.localdate()
            monitoring.talk(kept, held_on=today, due_on=today + A_MONTH, by=officer, **talk)
        period = period.next


def _months_ago(number: int) -> date:
    found = Period.of(MONTH, timezone.localdate())
    for _each in range(number):
        found = found.before
    return found.first_day
