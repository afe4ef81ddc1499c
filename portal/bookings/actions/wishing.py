"""Who comes too late, or too early, loses nothing: what cannot be booked now is kept as a wish for the next round."""

from __future__ import annotations

from typing import Any

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings.actions.asking import book
from portal.bookings.actions.choosing import change_choice, choose
from portal.bookings.models import Booking, Choice
from portal.rounds.queries import window_of


@deed
def book_or_wish(
    school: School, offer: Offer, *, units: int, pupils: int, by: Actor, **said: Any
) -> Booking | Choice:  # fmt: skip
    """Book when a round is open (or when there are none); else a wish on the shortlist, with its units and pupils.

    `said` and the refusals are those of `book`, without `round_closed` and `frame_missing`.
    """
    if offer.kind == "fixed" or window_of(offer.programme, school.sector).books:
        return book(school, offer, units=units, pupils=pupils, by=by, **said)
    wish = choose(school, offer, units=units, pupils=pupils, by=by)
    if (wish.units, wish.pupils) != (units, pupils):
        change_choice(wish, by=by, units=units, pupils=pupils)
    return wish
