"""Rounds and frames of Bloemendorp, relative to this moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.rounds import actions as rounds
from portal.rounds.models import Frame, Round
from tests.cast import Town


def round(town: Town, *, opens: int = -1, closes: int = 1, method: str = "first_come", **said: Any) -> Round:
    """A round that opens and closes so many days from now; open when nothing is said."""
    now = timezone.now()
    opening, closing = now + timedelta(days=opens), now + timedelta(days=closes)
    made = rounds.plan(
        town.programme, opens=opening, closes=closing, method=method, by=town.actor("officer"), **({"seed": "7"} | said)
    )
    rounds.keep_time(town.programme)
    made.refresh_from_db()
    return made


def frame(town: Town, sector: str = "PO", *, adopted: bool = True) -> Frame:
    """The frame of the primary schools, adopted by their boards unless told otherwise."""
    officer = town.actor("officer")
    made = rounds.draft_frame(town.programme, sector=sector, title="Kader", words="Eerst taal en lezen.", by=officer)
    if not adopted:
        return made
    return rounds.adopt_frame(made, adopted_by="De besturen", on=timezone.localdate(), by=officer)
