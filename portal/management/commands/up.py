"""`portal up`: everything on one machine with one command; `portal up web` (worker, clock, prepare) one part of it."""

from __future__ import annotations

import fcntl
import http.client
import os
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from catalogue.offers.indexing import reindex
from catalogue.programmes.actions import load_facts
from portal.accountability.loading import load_forms
from portal.demo.build import build_if_empty
from portal.env import ROOT, env
from portal.supervisor import Child, Supervisor

PARTS = ("web", "worker", "clock")
TOGETHER = {
    "web": ("web", "", 0.0),
    "worker": ("worker", "work,documents", 2.5),
    "background": ("worker", "mail,imports,webhooks", 4.0),
    "clock": ("clock", "", 5.0),
}
"""What runs on one machine: the part, its queues (an import never keeps an invoice waiting), and the seconds that it
lets the others go first: the page answers sooner when web starts alone.
"""


class Command(BaseCommand):
    """Prepares the database, starts web, worker and clock, and ends them together."""

    help = "Start the portal: web, worker and clock. With a part (web, worker, clock, prepare) only that."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One optional part."""
        parser.add_argument("part", nargs="?", choices=[*PARTS, "prepare"], help="only this part, in this process")

    def handle(self, *_args: object, part: str | None = None, **_options: object) -> None:
        """Returns when the portal was told to stop (or, for `prepare`, when the database is ready)."""
        if part in PARTS:
            command = command_of(part)
            os.execv(command[0], command)  # noqa: S606  # our own command; the process becomes the part
        if part == "prepare":
            self._prepare()
            return
        try:
            with alone():
                self._run_everything()
        except KeyboardInterrupt:  # Ctrl-C before the parts were there
            self.stdout.write("")
        self.stdout.write("Keuzeportaal has stopped.")

    def _run_everything(self) -> None:
        port = free_port()
        self._prepare()
        connections.close_all()
        now = time.monotonic()
        children = [
            Child(name, command_of(part, queues, name), not_before=now + wait)
            for name, (part, queues, wait) in TOGETHER.items()
        ]
        Supervisor(children, ROOT, os.environ).run(Greeting(self, port).tick)

    def _prepare(self) -> None:
        """Bring the database up to date, load the facts of law, and build the demo when it is asked for and empty."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Keuzeportaal makes its database ready …")
            call_command("migrate", interactive=False, verbosity=0)
        load_facts()
        load_forms()
        if renewed := reindex(outdated_only=True):
            self.stdout.write(f"{renewed} offers can be found in the new way.")
        if settings.DEMO:
            start = time.monotonic()
            if build_if_empty():
                self.stdout.write(f"The demo municipality stands ({time.monotonic() - start:.0f} s, only this once).")


class Greeting:
    """Says where to go, once, as soon as the web part answers."""

    def __init__(self, command: BaseCommand, port: int) -> None:
        self.command, self.port, self.done = command, port, False

    def tick(self) -> None:
        """Look whether the web part answers by now."""
        if self.done or not answers(self.port):
            return
        self.done = True
        self.command.stdout.write(f"Keuzeportaal is ready: {settings.PUBLIC_URL}/")
        if settings.DEMO:
            self.command.stdout.write(
                "This is a demo: sign in there with one click, as a school, a provider or the municipality."
            )
        self.command.stdout.write(f"The data stays in {settings.PORTAL_DATA}. Stop with Ctrl-C.")
        self.command.stdout.flush()


def command_of(part: str, queues: str = "", name: str = "celery") -> list[str]:
    """The command line of a part, with the Python that runs now; for a worker `queues`, `WORKER_QUEUES`, or all."""
    quiet = ["-W", "ignore:You're running the worker with superuser"]  # in a container or a course room that is so
    celery = [sys.executable, *quiet, "-m", "celery", "--quiet", "-A", "portal"]
    if part == "worker":
        pool = ["--pool", "threads", "--concurrency", env.str("WORKER_THREADS", default="2")]
        one_host = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        served = queues or env.str("WORKER_QUEUES", default=",".join(settings.QUEUES))
        return [*celery, "worker", *pool, *one_host, "-Q", served, "--hostname", f"{name}@%h", "--loglevel", "WARNING"]
    if part == "clock":
        return [*celery, "beat", "--pidfile", "", "--loglevel", "WARNING"]
    where = ["--host", env.str("HOST", default="127.0.0.1"), "--port", str(env.int("PORT", default=8000))]
    size = [
        "--workers",
        env.str("WEB_PROCESSES", default="1"),
        "--blocking-threads",
        env.str("WEB_THREADS", default="4"),
    ]
    steady = ["--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"]
    program = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    return [*program, *where, *size, *steady, "portal.wsgi:application"]


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data folder: two portals that start in one folder would send everything twice."""
    path = settings.PORTAL_DATA / "up.lock"
    file: IO[str]
    with path.open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(
                f"A portal runs already with the data in {settings.PORTAL_DATA}. Stop that one first, "
                "or choose another folder and port: PORTAL_DATA=elsewhere PORT=8001."
            ) from error
        yield


def free_port() -> int:
    """The port to listen on. `CommandError` when another program has it."""
    port = int(env.int("PORT", default=8000))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.str("HOST", default="127.0.0.1"), port))
        except OSError as error:
            raise CommandError(f"Port {port} is in use by another program. Choose another: PORT={port + 1}.") from error
    return port


def answers(port: int) -> bool:
    """Whether the web part answers by now; asked directly, never through a proxy."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        asked.request("GET", "/livez")
        return asked.getresponse().status < 500
    except OSError:
        return False
    finally:
        asked.close()
