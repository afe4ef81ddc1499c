"""The dates of offers: planned one by one or as a series, changed and taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.etags import check_match
from api.conventions.resources import Changing, Resource, Showing
from api.conventions.shapes import Day, Id, Moment, Rows, Shape, Text, Whole, Word
from api.v1.offers import OfOffers
from catalogue.offers import actions, queries
from catalogue.offers.models import MOST_UNITS
from catalogue.offers.series import EVERY, MOST_DATES, Repeat

WRITE = "catalogue:write"


class SessionShape(Shape):
    """A moment at which an offer takes place, with places of its own; dates that repeat share a `series`."""

    id = Id()
    offer = Id(source="offer_id")
    series = Id(allow_null=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True)
    capacity_left = serializers.IntegerField(allow_null=True)


class NewSession(Shape):
    """A new moment, or another one."""

    starts_at = Moment()
    ends_at = Moment()
    place = Text(max_length=200, required=False, allow_blank=True)
    capacity = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)


class NewSeries(NewSession):
    """The first moment of a series and how it repeats: `until` (and with) a day, or a number of `times`.

    Nothing is planned on `skipDays`, nor in the school holidays of the region `skipHolidays` (such as "midden").
    """

    every = Word(EVERY)
    until = Day(required=False, allow_null=True)
    times = Whole(least=1, most=MOST_DATES, required=False, allow_null=True)
    skip_days = Rows(Day(), most=100, required=False)
    skip_holidays = Text(max_length=30, required=False, allow_blank=True)


class PlannedShape(Shape):
    """What became of one day: its session, or the code and the sentence that say why there is none."""

    day = serializers.DateField()
    session = SessionShape(allow_null=True)
    code = serializers.CharField()
    detail = serializers.CharField(source="sentence")


class SeriesShape(Shape):
    """One result per day of the series, in order."""

    results = PlannedShape(many=True)


class SessionsOfOffer(OfOffers):
    """The dates of an offer."""

    scopes = {"POST": WRITE}
    paged = True
    shape = SessionShape
    body = NewSession

    def get(self, request: Request, id: UUID) -> Response:
        """The dates, the first one first."""
        offer = self.thing(id)
        return self.listed(queries.sessions_visible_to(self.actor).filter(offer=offer).order_by("starts_at", "pk"))

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """A moment that schools can book, planned by the provider."""
        offer = self.thing(id)
        return self.shown(actions.add_session(offer, by=self.actor, **self.read(self.body)), 201)


class SeriesOfOffer(OfOffers):
    """Dates of an offer that repeat. A day that is left out or taken never stops the others."""

    scopes = {"POST": WRITE}
    body = NewSeries
    answer = SeriesShape

    def post(self, request: Request, id: UUID) -> Response:
        """The same hour on every day of the series, on the clock of the Netherlands."""
        offer = self.thing(id)
        given = self.read(self.body)
        repeat = Repeat(given.pop("every"), given.pop("until", None), given.pop("times", None))
        planned = actions.add_series(offer, repeat=repeat, by=self.actor, **given)
        return Response(SeriesShape({"results": planned}).data, 201)


class Session(Showing, Changing, Resource):
    """One date. Its moment and place stay as they are once a school booked it."""

    scopes = {"PATCH": WRITE, "DELETE": WRITE}
    shape = SessionShape
    change = NewSession

    def visible(self) -> QuerySet[Any]:
        """The dates of the offers that the actor sees."""
        return queries.sessions_visible_to(self.actor)

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider of the offer."""
        return actions.change_session(thing, by=self.actor, **given)

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take it away, as long as no school booked it."""
        session = self.thing(id)
        check_match(request, session, required=False)
        actions.remove_session(session, by=self.actor)
        return HttpResponse(status=204)


urls = [
    path("offers/<uuid:id>/sessions", SessionsOfOffer.as_view()),
    path("offers/<uuid:id>/session-series", SeriesOfOffer.as_view()),
    path("sessions/<uuid:id>", Session.as_view()),
]
