"""A crowd: many threads that do a deed at the same moment, each over a database connection of its own."""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from catalogue.errors import Refused

DONE = "done"


def at_once(deeds: Sequence[Callable[[], Any]]) -> Counter[str]:
    """Do every deed in a thread of its own, all starting together; how often each outcome was seen.

    `done`, the code of a refusal, or the name of any other exception (which no test expects).
    """
    outcomes: list[str] = []
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            deed()
            outcomes.append(DONE)
        except Refused as refused:
            outcomes.append(refused.code)
        except Exception as error:  # whatever else happens must be seen by the test, not lost with the thread
            outcomes.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,), daemon=True) for deed in deeds]
    with _the_only_crowd():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
    assert len(outcomes) == len(deeds), "somebody never came back"
    return Counter(outcomes)


@contextmanager
def _the_only_crowd() -> Iterator[None]:
    """A server has a hundred connections for everybody: crowds of tests that run beside each other wait their turn."""
    with (Path(gettempdir()) / "keuzeportaal-crowd.lock").open("w") as door:
        if connection.vendor == "postgresql":
            fcntl.flock(door, fcntl.LOCK_EX)
        yield
