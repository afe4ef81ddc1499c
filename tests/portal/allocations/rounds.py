"""A closed round of Bloemendorp with wishes of its two primary schools, ready to be divided."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.allocations import actions as allocations
from portal.allocations.models import Allocation
from portal.bookings import actions as bookings
from portal.bookings.models import Choice
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from tests import cast
from tests.cast import Town
from tests.portal.rounds import planned


def wish(town: Town, school: School, offer: Offer, *, units: int = 1, pupils: int | None = 20) -> Choice:
    """The next wish of De Kring or De Linde."""
    who = "coordinator" if school == town.kring else "other_coordinator"
    return bookings.choose(school, offer, units=units, pupils=pupils, by=town.actor(who))


def closed(town: Town, *, seed: str = "7", **said: Any) -> Round:
    """The round, closed after the wishes."""
    made = planned.round(town, method="allocation", seed=seed, **said)
    return rounds.close(made, reason="Iedereen koos", by=town.actor("officer"))


def contested(town: Town) -> tuple[Round, Offer, Offer]:
    """Both schools want the one group of reading first, and four groups of music second.

    Music costs € 500 a group, € 2,000 for a wish: as much as De Linde has.
    """
    reading = cast.offer(town, title="Voorleesuur", capacity=1)
    music = cast.offer(town, title="Muziek", capacity=None, price=Decimal("500.00"))
    for school in (town.kring, town.linde):
        wish(town, school, reading)
        wish(town, school, music, units=4, pupils=80)
    return closed(town), reading, music


def tried(town: Town) -> Allocation:
    """A trial of a round long ago, which leaves no other round of the town in the way."""
    officer = town.actor("officer")
    the_round = planned.round(town, method="allocation", opens=-20, closes=-10)
    return allocations.divide(the_round, trial=True, by=officer)
