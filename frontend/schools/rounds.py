"""What the rounds mean for a school now: one line per programme that works with rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.bookings.windows import why_closed
from portal.rounds.queries import Window, windows_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme with its window; `words` when nothing can be booked at once."""

    programme: Programme
    window: Window
    words: str


def standings(school: School, programmes: Iterable[Programme]) -> list[Standing]:
    """Those of the programmes that work with rounds. One statement, more only where a frame comes first."""
    known = {each.pk: each for each in programmes}
    windows = windows_of(school, list(known.values())) if known else {}
    return [Standing(known[pk], window, why_closed(window)) for pk, window in windows.items() if window.rounds]


def waiting(rows: Iterable[Standing]) -> dict[UUID, str]:
    """Why nothing can be booked now, by programme."""
    return {row.programme.pk: row.words for row in rows if row.words}
