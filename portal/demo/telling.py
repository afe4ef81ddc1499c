"""What the schools of the demo say that their children need."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from portal.demo.stage import Stage
from portal.needs import actions as needs

FILE = Path(__file__).parent / "content" / "needs.toml"


def tell_needs(stage: Stage) -> None:
    """The cover sheets, written down by the officer as the schools told them; most are handed in."""
    officer, themes = stage.login("officer"), list(stage.programme.themes.order_by("position"))
    for told in tomllib.loads(FILE.read_text(encoding="utf-8"))["sheet"]:
        sheet = needs.open_sheet(stage.schools[told["school"]], stage.programme, by=officer)
        for each in told["needs"]:
            theme = themes[each.pop("theme") - 1]
            needs.add_need(sheet.school, needs.Told(theme, **each), by=officer)
        scan_on = timezone.localdate() - timedelta(days=told["scan_days_ago"])
        needs.change_sheet(sheet, scan_on=scan_on, words=told["words"], by=officer)
        if told["handed_in"]:
            needs.hand_in(sheet, by=officer)
