"""On a broker with a server, as `BROKER_URL` names it (Redis, RabbitMQ): a worker that stops loses nothing."""

import os
from uuid import uuid4

import pytest
from celery import Celery

from tests.portal.broker.rig import Processes, wait_until


@pytest.mark.broker
@pytest.mark.databases
@pytest.mark.skipif(not os.environ.get("BROKER_URL"), reason="`make test-all` runs it with Redis and with RabbitMQ")
def test_a_worker_that_is_stopped_and_started_again_does_every_task_once(processes: Processes) -> None:
    processes.url = os.environ["BROKER_URL"]
    processes.queue = f"test-{uuid4().hex}"
    with Celery(broker=processes.url, set_as_current=False) as app:
        for number in range(40):
            app.send_task("marks.leave_a_mark", (number, 0.05), queue=processes.queue)
        first = processes.worker()
        wait_until(lambda: len(processes.marks()) >= 5)
        first.terminate()
        assert first.wait(timeout=10) == 0
        assert len(processes.marks()) < 40

        processes.worker()
        wait_until(lambda: processes.marks() == dict.fromkeys(range(40), 1))
        with app.connection() as connection:
            connection.channel().queue_delete(processes.queue)
