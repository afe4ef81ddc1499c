"""Sixteen processes book, cancel, split anew and move money at once: nobody meets an error, no cent is lost."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.concurrency.sailors import WEIGHTS, harbour
from tests.concurrency.storm import rage
from tests.worker.rig import database_url

pytestmark = [pytest.mark.slow, pytest.mark.databases]
SECONDS, PROCESSES = 8, 16  # a whole minute: python -m tests.concurrency.storm


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one file cannot be written by sixteen at once")
def test_after_the_storm_everything_adds_up(transactional_db: None):
    harbour()
    found = rage(seconds=SECONDS, processes=PROCESSES, url=database_url())
    assert found.errors == ()
    assert found.differences == ()
    done = {outcome.removesuffix(" done") for outcome in found.outcomes if outcome.endswith(" done")}
    assert {"book", "withdraw", "cancel", "split", "move", "pass on"} <= done <= set(WEIGHTS)
