"""Processes against one broker: workers, producers and consumers, and how to look at what they did."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Processes:
    """Starts processes against one broker folder and ends every one of them afterwards."""

    def __init__(self, folder: Path) -> None:
        self.url = f"files://{folder}/broker"
        self.folder, self.done = folder / "broker", folder / "done"
        self.done.mkdir()
        self.queue = "celery"
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *command: str) -> subprocess.Popen[str]:
        environment = os.environ | {"BROKER_URL": self.url, "DONE": str(self.done), "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.started.append(process)
        return process

    def script(self, text: str, *arguments: object) -> subprocess.Popen[str]:
        return self.start(
            "-c", f"from portal.broker import register; register()\n{text}", self.url, *map(str, arguments)
        )

    def worker(self) -> subprocess.Popen[str]:
        flags = ["-P", "threads", "-c", "2", "--without-gossip", "--without-mingle"]
        return self.start("-m", "celery", "-A", "tests.portal.broker.marks", "worker", "-Q", self.queue, *flags)

    def files(self, part: str) -> list[Path]:
        return [path for path in (self.folder / part).rglob("*") if path.suffix == ".msg"]

    def marks(self) -> Counter[int]:
        return Counter({int(path.name): path.read_text().count("done") for path in self.done.iterdir()})


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)
