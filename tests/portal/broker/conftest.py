"""What the broker tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.broker import register
from tests.portal.broker.rig import Processes


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    register()
    processes = Processes(tmp_path)
    yield processes
    for process in processes.started:
        with process:  # closes the pipe and waits
            process.kill()
