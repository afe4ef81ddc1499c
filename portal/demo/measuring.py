"""The measures of the demo municipality, and how far each of them is."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from portal.demo.shapes import Content
from portal.demo.stage import Stage
from portal.funding import actions as funding

MEASURES = Path(__file__).parent / "content" / "measures.toml"
NUMBERS = ("cost", "cost_min", "unit_cost", "units_per_year", "units_per_school_per_month")


def measure(content: Content, stage: Stage) -> None:
    """Each is written down and brought to its phase by the officer."""
    officer = stage.login("officer")
    names = {theme.key: theme.name for theme in content.themes}
    themes = {theme.name: theme for theme in stage.programme.themes.all()}
    for row in tomllib.loads(MEASURES.read_text())["measure"]:
        phases: list[str] = row.pop("phases", [])
        said: dict[str, Any] = row | {name: Decimal(row[name]) for name in NUMBERS if name in row}
        made = funding.add_measure(stage.programme, by=officer, **said | {"theme": themes[names[row["theme"]]]})
        for phase in phases:
            funding.enter_phase(made, phase, by=officer)
