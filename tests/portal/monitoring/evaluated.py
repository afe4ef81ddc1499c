"""Evaluations of schools, for tests."""

from __future__ import annotations

from typing import Any

from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.monitoring import actions
from portal.monitoring.models import Evaluation
from tests import cast
from tests.cast import Town

MARKS = {"fit": 4, "result": 5, "guidance": 4, "arranging": 3}


def accepted(town: Town, school: School, offer: Offer, who: str) -> Booking:
    """A booking of this school that it got and accepted."""
    row = bookings.book(school, offer, units=1, pupils=20, by=town.actor(who))
    bookings.confirm(row, by=town.actor("librarian"))
    bookings.deliver(row, date=row.created_at.date(), sessions=1, pupils_reached=20, by=town.actor("librarian"))
    return bookings.accept(row, by=town.actor(who))


def evaluation(town: Town, booking: Booking | None = None, who: str = "coordinator", **said: Any) -> Evaluation:
    """What De Kring (or who else had the booking) says of it."""
    booking = booking or cast.booking(town, status="accepted", units=1)
    fields = {"answers": MARKS, "again": True, "words": "Een fijn uur", "named": True}
    return actions.evaluate(booking, by=town.actor(who), **(fields | said))


def for_all(town: Town) -> Offer:
    """An offer for primary and secondary schools."""
    return cast.offer(town, sectors=["PO", "VO"], year_groups=["5", "vo1"])


def by_three_schools(town: Town, offer: Offer) -> list[Evaluation]:
    """De Kring, De Linde and the college: 4, 4 and 3 on average, of which the second is unnamed."""
    third = town.college
    rows = [
        evaluation(town, accepted(town, town.kring, offer, "coordinator")),
        evaluation(town, accepted(town, town.linde, offer, "other_coordinator"), "other_coordinator", named=False),
    ]
    marks = dict.fromkeys(MARKS, 3)
    rows.append(evaluation(town, accepted(town, third, offer, "board"), "board", answers=marks, again=False, words=""))
    return rows
