"""The places of providers, where groups come."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Flag, Id, Ref, Shape, Text
from catalogue.errors import Forbidden
from catalogue.organisations import actions, queries

WRITE = {"POST": "organisations:write", "PATCH": "organisations:write"}


class VenueShape(Shape):
    """A place and what groups find there; `closed` ones are seen by their provider alone."""

    id = Id()
    provider = Ref()
    name = serializers.CharField()
    street = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    step_free = serializers.BooleanField()
    toilet = serializers.BooleanField()
    coats = serializers.BooleanField()
    lunch = serializers.BooleanField()
    remarks = serializers.CharField()
    closed = serializers.BooleanField()


class VenueChange(Shape):
    """What is different there."""

    name = Text(max_length=120)
    street = Text(max_length=120, required=False, allow_blank=True)
    postcode = Text(max_length=7, required=False, allow_blank=True)
    city = Text(max_length=80, required=False, allow_blank=True)
    step_free = Flag(required=False)
    toilet = Flag(required=False)
    coats = Flag(required=False)
    lunch = Flag(required=False)
    remarks = Text(max_length=300, required=False, allow_blank=True)


class VenueFilters(Filters):
    """Places of one or more providers."""

    provider = ids("provider")


class OfVenues(Resource):
    """Where places come from and how they look."""

    shape = VenueShape
    scopes = WRITE

    def visible(self) -> QuerySet[Any]:
        """Open ones of admitted providers for everybody; the provider's own."""
        return queries.venues_visible_to(self.actor)


class Venues(OfVenues, Listing, Making):
    """The places, and a new one of the acting provider."""

    filters = VenueFilters
    body = VenueChange

    def make(self, given: dict[str, Any]) -> Any:
        """By its provider."""
        own = queries.own_providers(self.actor).first()
        if own is None:
            raise Forbidden("wrong_role", _("Only the provider itself keeps its places."))
        return actions.add_venue(own, by=self.actor, **given)


class Venue(OfVenues, Showing, Changing):
    """One place."""

    change = VenueChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider."""
        return actions.change_venue(thing, by=self.actor, **given)


class VenueClosings(OfVenues, Deed):
    """Groups come here no more; new offers cannot name it."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider."""
        return actions.close_venue(thing, by=self.actor)


class VenueReopenings(OfVenues, Deed):
    """Groups come here again."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider."""
        return actions.reopen_venue(thing, by=self.actor)


urls = [
    path("venues", Venues.as_view()),
    path("venues/<uuid:id>", Venue.as_view()),
    path("venues/<uuid:id>/closings", VenueClosings.as_view()),
    path("venues/<uuid:id>/reopenings", VenueReopenings.as_view()),
]
