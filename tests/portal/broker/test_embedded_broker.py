"""The embedded broker with real processes: nothing is lost when one dies; nothing is done twice when none dies."""

import pytest
from celery import Celery
from kombu import Connection

from tests.portal.broker.rig import Processes, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.databases]

PRODUCER = """
import sys
from kombu import Connection
with Connection(sys.argv[1]) as connection, connection.SimpleQueue("numbers") as queue:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        queue.put(number)
"""
CONSUMER = """
import sys
from queue import Empty
from kombu import Connection
with Connection(sys.argv[1], transport_options={"polling_interval": 0.01}) as connection:
    with connection.SimpleQueue("numbers") as queue:
        while True:
            message = queue.get(timeout=1.5)
            if message.payload == "stop":
                message.ack()
                break
            print(message.payload, flush=True)
            message.ack()
"""


def test_every_message_of_several_producers_reaches_exactly_one_of_several_consumers(processes: Processes) -> None:
    consumers = [processes.script(CONSUMER) for _ in range(2)]
    producers = [processes.script(PRODUCER, start, start + 200) for start in range(0, 400, 200)]
    assert [producer.wait() for producer in producers] == [0, 0]
    with Connection(processes.url) as connection, connection.SimpleQueue("numbers") as queue:
        for _ in consumers:
            queue.put("stop")

    received = [int(line) for consumer in consumers for line in consumer.communicate()[0].split()]

    assert sorted(received) == list(range(400))
    assert not processes.files("ready")
    assert not processes.files("processing")


def test_a_worker_that_is_killed_loses_no_running_waiting_or_future_task(processes: Processes) -> None:
    def send(number: int, seconds: float = 0.0, countdown: float | None = None) -> None:
        app.send_task("marks.leave_a_mark", (number, seconds), countdown=countdown)

    with Celery(broker=processes.url, set_as_current=False) as app:
        send(1)
        worker = processes.worker()
        wait_until(lambda: processes.marks() == {1: 1})
        send(2, seconds=1)
        send(3, seconds=1)
        send(4, countdown=0.5)
        send(5)
        wait_until(lambda: len(processes.files("processing")) >= 2)

        worker.kill()
        worker.wait()
        assert processes.marks() == {1: 1}
        assert len(processes.files("processing") + processes.files("ready")) == 4

        processes.worker()
        wait_until(lambda: processes.marks() == dict.fromkeys(range(1, 6), 1))
        wait_until(lambda: not processes.files("processing") and not processes.files("ready"))
