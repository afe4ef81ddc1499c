"""The timeline by quarter: where a bar begins and ends, and where two phases share a quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

from frontend.timeline import MOST, WIDTH, timeline
from portal.funding.models import Measure

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)


def _drawn(*said: dict[str, Any], today: date = date(2026, 11, 15)) -> Any:
    return timeline([Measure(name="Spreekuur", status="trial", **each) for each in said], FIRST, LAST, today)


def test_the_quarters_of_the_plan_and_those_that_a_measure_names():
    drawn = _drawn({"start": "2026-Q2", "ready": "2026-Q3"})
    assert [(tick.place, tick.year) for tick in drawn.ticks] == [
        (2, 2026), (3, None), (4, None), (1, 2027), (2, None), (3, None)]  # fmt: skip
    (bar,) = drawn.rows[0].bars
    assert (bar.phase, bar.x) == ("trial", 0) and bar.width == WIDTH * 2 // 6 - 2


def test_a_quarter_that_two_phases_share_is_halved():
    quarters = [("trial", "2026-Q3", "2026-Q4"), ("full", "2026-Q4", "2027-Q3")]
    planning = [{"phase": phase, "from": first, "until": last} for phase, first, last in quarters]
    trial, full = _drawn({"planning": planning}).rows[0].bars
    quarter = WIDTH / 5
    assert trial.x + trial.width + 2 == full.x == int(1.5 * quarter)
    assert full.x + full.width + 2 == WIDTH


def test_what_is_not_planned_is_not_drawn_and_today_only_inside():
    drawn = _drawn({}, {"ready": "2026-Q4"})
    assert len(drawn.rows) == 1 and 0 < drawn.today < WIDTH
    assert _drawn({"start": "2026-Q4"}, today=date(2030, 1, 1)).today is None


def test_a_measure_for_ever_ends_at_the_edge():
    drawn = _drawn({"start": "2026-Q3", "ready": "2099-Q4"})
    assert len(drawn.ticks) == MOST and drawn.rows[0].bars[0].x + drawn.rows[0].bars[0].width <= WIDTH
