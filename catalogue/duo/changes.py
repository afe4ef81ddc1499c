"""What a register would change here: worked out against the rows that are there, without writing anything."""

from __future__ import annotations

from datetime import date

from catalogue.duo.comparing import Comparison
from catalogue.duo.editions import BOARDS, COUNTS, SITES
from catalogue.duo.figures import Figures
from catalogue.duo.outcome import Outcome
from catalogue.duo.reading import Register
from catalogue.organisations.models import Municipality


def compared(register: Register, *, own: Municipality | None, today: date) -> Outcome:
    """What the register does here. `own`: only to this municipality, for an officer."""
    if register.kind in (SITES, BOARDS):
        comparison = Comparison(register.kind, own=own, today=today)
        comparison.sites(register.sites) if register.kind == SITES else comparison.named(register.boards)
        return comparison.outcome
    figures = Figures(register.kind, own=own, today=today)
    figures.counts(register.sites) if register.kind == COUNTS else figures.scores(register.scores)
    return figures.outcome
