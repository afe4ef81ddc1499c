"""The right of one attempt to work on a line for a while: renewed by who is slow but alive, lost by who is not; and the
ways in which an attempt may end without a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from catalogue.journal.models import JournalLine


class Overtaken(Exception):
    """Another attempt holds the line now: whoever gets this stops, and nothing of its attempt may have an effect."""


class Later(Exception):
    """Nothing is wrong, only not now: the line is due again after so many seconds, and this turn is not counted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not for {seconds:.0f} seconds")
        self.seconds = seconds


class GiveUp(Exception):
    """To try again without being asked would be wrong: the line waits for a person at once, with this sentence."""


@dataclass(frozen=True, slots=True)
class Lease:
    """What an attempt holds: the line, and its number (the fencing token)."""

    line_id: int
    attempt: int

    def renew(self, seconds: int) -> None:
        """Keep the line for that many seconds from now. `Overtaken` when another attempt took it, or it is done."""
        mine = JournalLine.objects.filter(pk=self.line_id, attempts=self.attempt, dispatched_at__isnull=True)
        if not mine.update(lease_until=timezone.now() + timedelta(seconds=seconds)):
            raise Overtaken
