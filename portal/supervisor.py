"""Keep a few processes running together and end them together: what `portal up` stands on.

Every child is the leader of its own process group and dies with the supervisor, however the supervisor ends (Linux: the
system signals it; elsewhere a kill -9 of the supervisor leaves children behind). A child that dies is started again,
after its group is cleared, with a growing pause when it keeps dying.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
SECONDS_TO_STOP = 8.0
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One program of the house: its name, its command and when it may be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    not_before: float = 0.0
    started: float = field(default=0.0, repr=False)

    def start(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it as leader of its own group, bound to this process."""
        parent = os.getpid()
        self.started = time.monotonic()
        # Our own commands only; the function before exec runs in a process that has one thread at that moment.
        self.process = subprocess.Popen(  # noqa: S603  # the command is ours, from a list, without a shell
            self.command,
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=lambda: die_with(parent),  # noqa: PLW1509  # nothing else can ask the system for this signal
        )

    def has_died(self) -> bool:
        """Whether it ran and ended."""
        return self.process is not None and self.process.poll() is not None

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the child and all that it started; nothing happens when they are gone."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def bury(self) -> None:
        """Clear what is left of its group, and say when it may start again: at once, then after 1, 2, 4 … seconds."""
        self.signal_group(signal.SIGKILL)
        lived = time.monotonic() - self.started
        self.failures = 0 if lived > LONGEST_PAUSE else self.failures + 1
        pause = 0.0 if self.failures <= 1 else min(2.0 ** (self.failures - 2), LONGEST_PAUSE)
        self.not_before = time.monotonic() + pause
        code = self.process.returncode if self.process else None
        log.warning("%s ended (%s) and starts again in %.0f s", self.name, code, pause)
        self.process = None


def die_with(parent: int) -> None:
    """In a new child: ask the system for SIGTERM when the parent ends. Only Linux knows this."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)


class Supervisor:
    """Runs children until SIGINT or SIGTERM, then ends them all within seconds."""

    def __init__(self, children: list[Child], folder: Path, environment: Mapping[str, str]) -> None:
        self.children = children
        self.folder = folder
        self.environment = environment
        self.stopping = False

    def run(self, tick: Callable[[], None] = lambda: None, pause: float = 0.2) -> None:
        """Start the children and stay until a signal says stop; `tick` is called about every `pause` seconds."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                self._look_after_children()
                tick()
                time.sleep(pause)
        finally:
            self._end_children()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _look_after_children(self) -> None:
        for child in self.children:
            if child.has_died():
                child.bury()
            if child.process is None and time.monotonic() >= child.not_before:
                child.start(self.folder, self.environment)

    def _end_children(self) -> None:
        """Ask politely, wait a few seconds, then insist."""
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        limit = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < limit and any(child.process and not child.has_died() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
