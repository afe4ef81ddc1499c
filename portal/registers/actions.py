"""The deeds on registers that people send: bring a file in, and carry it out."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.duo import actions as duo
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import How, parsed
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.registers.queries import KIND, key_of

AT_ONCE = 200  # rows that nobody has to wait for


@deed
def bring_in(content: bytes, name: str, *, by: Actor, how: How | None = None, kinds: Sequence[str] = ()) -> DuoImport:
    """The dry run of a file: `looked_at` at once when it is small, else `waiting` for the worker.

    `kinds`: what the file is expected to be. `Invalid` at `#/file` when it is no register, or when a small one has
    cells that cannot be read (nothing is kept then); `Forbidden("wrong_role")`.
    """
    row = duo.receive(content, name, by=by, how=how, kinds=kinds)
    if row.length <= AT_ONCE:
        return duo.looked(row, parsed(content, name, row.how), by=by)
    _start(row, by)
    return row


@deed
def carry_out(row: DuoImport, *, by: Actor) -> DuoImport:
    """Load the file: at once when it is small, else by the worker (`loading`). All of it, or nothing.

    `Refused("wrong_state")` when it was loaded, is being loaded, or was not looked at; `Forbidden("wrong_role")`.
    """
    if row.length <= AT_ONCE:
        return duo.load(row, by=by)
    duo.begin(row, by=by)
    _start(row, by)
    return row


def _start(row: DuoImport, by: Actor) -> Job:
    given = {"register": str(row.pk), "by": by.kept}
    return jobs.start(KIND, given, by=by, key=key_of(row), parts=row.length, municipality=row.municipality_id)
