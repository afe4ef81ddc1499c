"""How many hints wait is counted where they wait: in the broker of the portal, whichever that is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from portal.celery import app
from portal.tasks import hints_waiting
from tests.portal.broker.rig import wait_until


@pytest.mark.broker
@pytest.mark.databases
def test_a_queue_is_counted_before_and_after_somebody_takes_from_it() -> None:
    name, other = (f"count-{uuid4().hex}" for _queue in range(2))
    with app.connection_for_write() as broker, broker.channel() as channel:
        try:
            assert hints_waiting([name, other]) == {name: 0, other: 0}
            with broker.SimpleQueue(name) as queue:
                for number in range(3):
                    queue.put(number)
            wait_until(lambda: _counted(name) == 3)
            channel.basic_ack(channel.basic_get(name).delivery_tag)
            wait_until(lambda: _counted(name) == 2)
            assert hints_waiting([other]) == {other: 0}
        finally:
            for each in (name, other):
                channel.queue_delete(each)


def _counted(name: str) -> int:
    return hints_waiting([name])[name]
