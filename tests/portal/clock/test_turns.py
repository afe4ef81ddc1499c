"""The turns of the clock: one of all workers has it, once per period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from catalogue.errors import Refused
from portal.celery import app
from portal.clock.models import Tick
from portal.clock.turns import ByTheClock, for_each, give_back, take_turn
from portal.tasks import sweep_outbox

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _noon(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def _after(minutes: int) -> bool:
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        return take_turn("tests.tidy", HOUR)


def test_one_turn_per_period_whoever_asks():
    assert [_after(minutes) for minutes in (0, 0, 30, 60, 61, 90, 120)] == [
        True,
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert Tick.objects.values_list("turns", "too_early").get() == (3, 4)


def test_after_a_night_without_a_clock_it_is_done_at_once():
    assert _after(0) and _after(60 * 9) and not _after(60 * 9 + 1)


def test_a_turn_that_came_to_nothing_is_for_who_comes_next():
    assert _after(0)
    give_back("tests.tidy")
    assert _after(1)


def test_one_row_that_cannot_be_done_keeps_no_other_waiting():
    """And the turn comes to nothing, so that it is tried again."""
    done: list[int] = []

    def deed(number: int) -> None:
        if number == 1:
            raise Refused("wrong_state", "Somebody answered.")
        if number == 2:
            raise ZeroDivisionError
        done.append(number)

    with pytest.raises(ZeroDivisionError):
        for_each([1, 2, 3, 4], deed)
    assert done == [3, 4]
    for_each([1, 5], deed)
    assert done == [3, 4, 5]


def test_called_directly_it_just_does_its_work():
    sweep_outbox()
    sweep_outbox()
    assert not Tick.objects.exists()


def test_everything_on_the_schedule_has_turns():
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {name for name in tasks if not isinstance(app.tasks[name], ByTheClock)} == set()


def test_monitoring_hears_that_the_clock_stands_still():
    assert Client().get("/readyz").json()["clock"] == "ok"
    take_turn("tests.tidy", HOUR)
    with time_machine.travel(NOON + timedelta(minutes=6), tick=False):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["clock"]) == (503, "stands still since 2026-11-22 12:00")
