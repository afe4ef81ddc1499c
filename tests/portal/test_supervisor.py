"""What `portal up` stands on: children that run together, come back when they die, and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# Each child starts a grandchild and writes both numbers; that is what a web server with its own worker does.
CHILD = """
import os, pathlib, subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()} {grandchild.pid}")
time.sleep(60)
"""
SUPERVISOR = """
import os, sys
from pathlib import Path
from portal.supervisor import Child, Supervisor
folder, script = Path(sys.argv[1]), sys.argv[2]
children = [Child(name, [sys.executable, "-c", script, str(folder / name)]) for name in ("web", "worker")]
Supervisor(children, folder, os.environ).run(pause=0.02)
"""


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether the process exists and is more than an entry that nobody cleared."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


class House:
    """A supervisor with two children, each with a child of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(folder), CHILD], cwd=ROOT, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: len(self.pids()) == 4)

    def pids(self) -> list[int]:
        paths = [self.folder / name for name in ("web", "worker")]
        return [int(pid) for path in paths if path.exists() for pid in path.read_text().split()]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.process.kill()
    house.process.wait()
    for pid in house.pids():
        if runs(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_every_process(house: House, number: signal.Signals) -> None:
    pids = house.pids()
    house.process.send_signal(number)
    assert house.process.wait(timeout=5) == 0
    wait_until(lambda: not any(map(runs, pids)), 1)


def test_a_child_that_is_killed_comes_back_and_leaves_nothing_behind(house: House) -> None:
    web, grandchild, *worker = house.pids()
    os.kill(web, signal.SIGKILL)
    wait_until(lambda: len(house.pids()) == 4 and house.pids()[0] != web)
    assert not runs(grandchild)
    assert house.pids()[2:] == worker


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_children_end_when_the_supervisor_is_killed(house: House) -> None:
    web, _, worker, _ = house.pids()
    house.process.kill()
    wait_until(lambda: not runs(web) and not runs(worker))
