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

LONGEST_NOTE = 500  # letters on a shortlist


@deed
def book_or_wish(
    school: School, offer: Offer, *, units: int, pupils: int, by: Actor, **said: Any
) -> Booking | Choice:  # fmt: skip
    """Book when a round is open (or when there are none); else a wish on the shortlist, with its units, pupils, day,
    team and remarks, also when the offer stood there already. What else a booking says is asked again then.

    `said` and the refusals are those of `book`, without `round_closed` and `frame_missing`.
    """
    if offer.kind == "fixed" or window_of(offer.programme, school.sector).books:
        return book(school, offer, units=units, pupils=pupils, by=by, **said)
    days, remarks = said.get("wished_dates") or (), said.get("remarks") or ""
    wanted: dict[str, Any] = {
        "units": units, "pupils": pupils, "session": said.get("session"), "team": said.get("team"),
        "wished_on": days[0] if days else None, "note": remarks[:LONGEST_NOTE],
    }  # fmt: skip
    wish = choose(school, offer, by=by, **wanted)
    if other := {name: value for name, value in wanted.items() if value and value != getattr(wish, name)}:
        change_choice(wish, by=by, **other)
    return wish
