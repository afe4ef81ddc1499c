"""A Celery application as small as can be, for the workers of the broker tests: `BROKER_URL`, `DONE` (a folder)."""

import os
import time
from pathlib import Path

from celery import Celery

from portal.broker import register

register()
app = Celery("marks", broker=os.environ["BROKER_URL"], fixups=[])
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_transport_options={"polling_interval": 0.02},
)


@app.task(name="marks.leave_a_mark")
def leave_a_mark(number: int, seconds: float = 0.0) -> None:
    """Take so long, then leave a mark: a line in the file of that number."""
    time.sleep(seconds)
    with (Path(os.environ["DONE"]) / str(number)).open("a") as file:
        file.write("done\n")
