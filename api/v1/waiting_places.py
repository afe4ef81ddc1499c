"""Waiting lists: one queue per offer, and a free place that is kept a while for who is next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Ref, Rows, Shape, Text, Whole
from api.v1.acting import school_of
from catalogue.offers import queries as offers
from catalogue.offers.models import MOST_UNITS
from portal.waiting import actions, queries
from portal.waiting.models import WaitingPlace as PlaceRow
from portal.waiting.states import PASSED, STATUSES

WRITE = "bookings:write"


class WaitingPlaceShape(Shape):
    """A place in a queue. `before`: how many wait longer; `passed`: why somebody behind it was served first.

    `session` and `keptUntil` are there when a place is kept; `booking` when it was taken.
    """

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    offer = Id(source="offer_id")
    school = Ref()
    number = serializers.IntegerField()
    before = serializers.IntegerField()
    units = serializers.IntegerField()
    pupils = serializers.IntegerField()
    year_groups = serializers.ListField(child=serializers.CharField())
    session = Id(source="session_id", allow_null=True)
    kept_until = serializers.DateTimeField(allow_null=True)
    passed = serializers.ChoiceField(PASSED)
    booking = Id(source="booking_id", allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewWaitingPlace(Shape):
    """Wait for an offer; `sessions` are the dates that suit (none: any), `school` only by a board."""

    offer = Id()
    units = Whole(least=1, most=MOST_UNITS)
    pupils = Whole(least=1, most=MOST_UNITS)
    year_groups = Rows(Text(max_length=10), least=0, most=20, required=False)
    sessions = Rows(Id(), least=0, most=100, required=False)
    school = Id(required=False)


class LeavingReason(Shape):
    """Why, if there is something to say."""

    reason = Text(max_length=500, required=False, allow_blank=True)


class PlaceFilters(Filters):
    """Places by offer, school and status."""

    offer = ids("offer")
    school = ids("school")
    status = words([code for code, _label in STATUSES])


class OfPlaces(Resource):
    """Where waiting places come from and how they look."""

    shape: ClassVar[type[Shape]] = WaitingPlaceShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "bookings:read", "POST": WRITE}

    def visible(self) -> QuerySet[Any]:
        """A school sees its own, a provider those of its offers, the municipality all."""
        return queries.visible_to(self.actor)


class WaitingPlaces(OfPlaces, Listing, Making):
    """The places, by offer, in the order of the queue."""

    body = NewWaitingPlace
    filters = PlaceFilters

    def make(self, given: dict[str, Any]) -> PlaceRow:
        """By somebody of the school or its board."""
        school = school_of(self, given.pop("school", None))
        offer = self.named(offers.visible_to(self.actor), given.pop("offer"), "#/offer")
        dates = [
            self.named(offer.sessions.all(), session, f"#/sessions/{number}")
            for number, session in enumerate(given.pop("sessions", []))
        ]
        made = actions.join(school, offer, sessions=dates, by=self.actor, **given)
        again: PlaceRow = self.again(made)
        return again


class WaitingPlace(OfPlaces, Showing):
    """One place."""


class Acceptances(OfPlaces, Deed):
    """Book the place that is kept."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who decides for the school, before its time is over."""
        return actions.take(thing, by=self.actor)


class Withdrawals(OfPlaces, Deed):
    """Wait no longer; what was kept goes to who is next."""

    body = LeavingReason

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By somebody of the school."""
        return actions.leave(thing, by=self.actor, **given)


urls = [
    path("waiting-places", WaitingPlaces.as_view()),
    path("waiting-places/<uuid:id>", WaitingPlace.as_view()),
    path("waiting-places/<uuid:id>/acceptances", Acceptances.as_view()),
    path("waiting-places/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
