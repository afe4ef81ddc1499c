"""A storm: many processes do random deeds with money on one town at once, for a while; then everything is added up.

    python -m tests.concurrency.storm --seconds 60 --processes 16

It makes a database of its own at the PostgreSQL that `STORM_POSTGRES_URL` names (or that of this machine), and says
how often each outcome was seen. What the rules refuse is an answer; anything else that reached a caller is an error,
and so is a ledger that does not add up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import django

DEFAULT = "postgres://postgres@127.0.0.1:5432/storm"
GRACE_SECONDS = 120


@dataclass(frozen=True)
class Aftermath:
    """How often each deed ended how, what reached a caller that should not, and what does not add up."""

    outcomes: Counter[str]
    errors: tuple[str, ...]
    differences: tuple[Any, ...]

    @property
    def deeds(self) -> int:
        """How many were done or refused."""
        return sum(self.outcomes.values())


def say(words: str) -> None:
    """One line for who runs this."""
    sys.stdout.write(f"{words}\n")


def rage(*, seconds: float, processes: int, url: str) -> Aftermath:
    """Let the processes loose on the town in the database at `url`, wait for all of them, and add everything up."""
    from django.db.models import F, Q  # noqa: PLC0415  # Django is set up by the caller

    from portal.budgets.models import Account  # noqa: PLC0415
    from portal.budgets.queries import verify  # noqa: PLC0415
    from portal.funding.queries import verify_grants  # noqa: PLC0415

    environment = os.environ | {"DATABASE_URL": url, "LOG_LEVEL": "CRITICAL"}
    command = [sys.executable, "-m", "tests.concurrency.storm", "--seconds", str(seconds), "--part"]
    parts = [
        subprocess.Popen([*command, str(seed)], env=environment, stdout=subprocess.PIPE, text=True)
        for seed in range(1, processes + 1)
    ]
    outcomes: Counter[str] = Counter()
    errors: list[str] = []
    for part in parts:
        said, _none = part.communicate(timeout=seconds + GRACE_SECONDS)
        if part.returncode:
            errors.append(f"a process ended with {part.returncode}")
            continue
        told = json.loads(said.splitlines()[-1])
        outcomes.update(told["outcomes"])
        errors += told["errors"]
    below = Account.objects.filter(Q(granted__lt=F("reserved") + F("spent")) | Q(reserved__lt=0) | Q(spent__lt=0))
    return Aftermath(outcomes, tuple(errors), (*verify(), *verify_grants(), *below))


def part(seed: int, seconds: float) -> None:
    """What one process does: random deeds until the time is over; the last line that it prints is what it saw."""
    from django.db import connection  # noqa: PLC0415  # Django is set up by the caller

    from catalogue.errors import Invalid, Refused  # noqa: PLC0415
    from tests.concurrency.sailors import Sailor  # noqa: PLC0415

    sailor, outcomes, errors = Sailor(Random(seed)), Counter[str](), []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name, deed = sailor.next()
        try:
            deed()
            outcomes[f"{name} done"] += 1
        except Refused as refused:
            outcomes[f"{name} {refused.code}"] += 1
        except Invalid as invalid:
            outcomes[f"{name} {invalid.faults[0].code}"] += 1
        except Exception as error:  # whatever else reaches a caller is what this looks for
            errors.append(f"{name}: {type(error).__name__}: {error}")
            connection.close()
    say(json.dumps({"outcomes": outcomes, "errors": errors}))


def main(arguments: Sequence[str] | None = None) -> int:
    """One storm on a fresh town, told in words; 1 when something was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--processes", type=int, default=16)
    asked.add_argument("--part", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if given.part:
        django.setup()
        part(given.part, given.seconds)
        return 0
    url = os.environ.setdefault("STORM_POSTGRES_URL", DEFAULT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": url, "PORTAL_DATA": folder}
        _fresh(url)
        found = rage(seconds=given.seconds, processes=given.processes, url=url)
    for outcome, times in sorted(found.outcomes.items()):
        say(f"{times:7} {outcome}")
    say(f"{found.deeds} deeds by {given.processes} processes in {given.seconds:g} seconds")
    for error, times in Counter(found.errors).most_common(20):
        say(f"ERROR {times} × {error}")
    for difference in found.differences:
        say(f"DIFFERENCE {difference}")
    wrong = bool(found.errors or found.differences)
    say("something is wrong" if wrong else "nothing below zero, everything adds up")
    return int(wrong)


def _fresh(url: str) -> None:
    """An empty database with one town in it."""
    import psycopg  # noqa: PLC0415  # only where there is a PostgreSQL

    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from tests.concurrency.sailors import harbour  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    harbour()


if __name__ == "__main__":
    raise SystemExit(main())
