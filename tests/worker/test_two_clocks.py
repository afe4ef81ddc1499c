"""Two clocks at once: what is done by the clock is done once per period all the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.clock.models import Tick
from portal.tasks import sweep_outbox
from tests.worker.rig import Workers, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.databases]
PERIOD = 3.0  # of the sweeper


@pytest.fixture
def workers(transactional_db: None) -> Iterator[Workers]:
    """Real processes on the database of this test; gone before the database is."""
    started = Workers()
    yield started
    started.end()


def _tick() -> Tick | None:
    return Tick.objects.filter(pk=sweep_outbox.name).first()


def test_two_clocks_give_one_turn_per_period(workers: Workers, tmp_path: Path):
    workers.start()
    for number in (1, 2):
        workers.start("clock", "--schedule", str(tmp_path / str(number)))
    wait_until(lambda: _tick() is not None, pause=0.05)
    began, before = time.monotonic(), _tick()
    wait_until(lambda: (tick := _tick()) is not None and tick.turns >= 4 and tick.too_early >= 3, pause=0.05)
    lasted, after = time.monotonic() - began, _tick()
    assert before and after
    assert after.turns - before.turns <= lasted / (0.8 * PERIOD) + 1
