"""The clock of the rounds. Bookings look at the time themselves; this only writes down what the time brought."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Stale
from catalogue.lifecycle import move
from catalogue.programmes.models import Programme
from portal.rounds.models import Round
from portal.rounds.money import collect

CLOCK = system("clock")


def keep_time(programme: Programme | None = None, *, now: datetime | None = None, by: Actor = CLOCK) -> int:
    """Open and close what is due, and bring what was left over to what is open. Twice changes nothing.

    Each round in a transaction of its own (or in the caller's): nobody waits for the rounds of another town.
    """
    now, moved = now or timezone.now(), 0
    rows = Round.objects.filter(programme=programme) if programme else Round.objects.all()
    for the_round in rows.filter(status="planned", opens__lte=now).order_by("opens", "pk"):
        moved += _moved(the_round, "open", by)
    for the_round in rows.filter(status="open", closes__lte=now).order_by("closes", "pk"):
        moved += _moved(the_round, "closed", by)
    for the_round in rows.filter(status="open", budget__isnull=False).order_by("opens", "pk"):
        _collected(the_round)
    return moved


@deed
def _collected(the_round: Round) -> None:
    collect(the_round)


@deed
def _moved(the_round: Round, to: str, by: Actor) -> int:
    try:
        move(the_round, to, by=by)
    except Stale:  # somebody closed or extended it at this very moment, and wrote that down
        return 0
    return 1
