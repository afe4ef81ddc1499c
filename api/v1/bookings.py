"""Bookings: a school asks, the provider answers and delivers, the school says whether it got it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path

from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape, Text
from api.v1.acting import school_of
from api.v1.booking_shapes import (
    BookingFilters,
    BookingShape,
    NewApproval,
    NewBooking,
    NewDates,
)
from catalogue.offers import queries as offers
from portal.bookings import actions, queries
from portal.bookings.contacts import with_contacts
from portal.bookings.models import Booking as BookingRow
from portal.budgets.queries import teams_visible_to
from portal.needs.queries import needs_visible_to


class Because(Shape):
    """Why, when you want to say so."""

    reason = Text(max_length=500, required=False, allow_blank=True, default="")


class Reason(Shape):
    """Why: the other side reads it."""

    reason = Text(max_length=500)


class OfBookings(Resource):
    """Where bookings come from and how they look."""

    shape = BookingShape
    scopes = {"GET": "bookings:read", "POST": "bookings:write"}

    def visible(self) -> QuerySet[Any]:
        """A school (or board) sees its own, a provider those of its offers, the municipality all of its own."""
        return queries.with_disputes(with_contacts(queries.visible_to(self.actor)))


class Bookings(OfBookings, Listing, Making):
    """Bookings, newest first. A booking by who may commit the budget takes places and money at once."""

    body = NewBooking
    filters = BookingFilters

    def make(self, given: dict[str, Any]) -> BookingRow:
        """By somebody of the school, or of its board."""
        school = school_of(self, given.pop("school", None))
        offer = self.named(offers.visible_to(self.actor), given.pop("offer"), "#/offer")
        if named := given.pop("session", None):
            given["session"] = self.named(offer.sessions.all(), named, "#/session")
        if team := given.pop("team", None):
            given["team"] = self.named(teams_visible_to(self.actor), team, "#/team")
        if need := given.pop("need", None):
            given["need"] = self.named(needs_visible_to(self.actor), need, "#/need")
        return actions.book(school, offer, by=self.actor, **given)


class Booking(OfBookings, Showing):
    """One booking."""


class Approvals(OfBookings, Deed):
    """The budget holder turns a proposal into a request."""

    body = NewApproval

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """Takes the places and the money."""
        return actions.approve(thing, by=self.actor, **given)


class Dates(OfBookings, Deed):
    """Another day: by the school until the provider confirmed, then by both."""

    body = NewDates

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """Moves the places of a session, and the units of a fixed offer to the period of the new day."""
        if named := given.pop("session", None):
            given["session"] = self.named(thing.offer.sessions.all(), named, "#/session")
        return actions.reschedule(thing, by=self.actor, **given)


class Confirmations(OfBookings, Deed):
    """The provider takes the request on."""

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """By the provider."""
        return actions.confirm(thing, by=self.actor)


class Declinations(OfBookings, Deed):
    """The provider cannot do it, and says why."""

    body = Reason

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """Gives places and money back."""
        return actions.decline(thing, by=self.actor, **given)


DEEDS: dict[str, type[Deed]] = {
    "approvals": Approvals,
    "dates": Dates,
    "confirmations": Confirmations,
    "declinations": Declinations,
}
urls = [
    path("bookings", Bookings.as_view()),
    path("bookings/<uuid:id>", Booking.as_view()),
    *(path(f"bookings/<uuid:id>/{noun}", deed.as_view()) for noun, deed in DEEDS.items()),
]
