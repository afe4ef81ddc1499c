"""The shortlist of a school: what it wants most comes first. A choice takes no place and no money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Ref, Shape, Text, Whole
from api.v1.acting import school_of
from api.v1.booking_shapes import BookingShape, NewApproval
from catalogue.offers import queries as offers
from catalogue.offers.models import MOST_UNITS, Offer
from portal.bookings import actions, queries
from portal.bookings.models import Choice as ChoiceRow
from portal.budgets.queries import teams_visible_to

WRITE = "choices:write"


class ChosenOfferShape(Shape):
    """The offer of a choice."""

    id = Id()
    title = serializers.CharField(source="text.title")


class ChoiceShape(Shape):
    """An offer on a shortlist."""

    id = Id()
    school = Ref()
    offer = ChosenOfferShape()
    rank = serializers.IntegerField()
    units = serializers.IntegerField()
    pupils = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    session = Id(source="session_id", allow_null=True)
    wished_on = serializers.DateField(allow_null=True)
    team = Id(source="team_id", allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ChoiceChange(Shape):
    """What a school may say of a choice: when it is wanted (a session, or a wished day), and from which team's budget.

    A session replaces a wished day, and the other way round.
    """

    rank = Whole(least=1, most=MOST_UNITS, required=False)
    units = Whole(least=1, most=MOST_UNITS, required=False)
    pupils = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    note = Text(max_length=500, required=False, allow_blank=True)
    session = Id(required=False, allow_null=True)
    wished_on = Day(required=False, allow_null=True)
    team = Id(required=False, allow_null=True)


class NewChoice(ChoiceChange):
    """An offer for the shortlist; `school` only by a board."""

    offer = Id()
    school = Id(required=False)


class ChoiceFilters(Filters):
    """Choices by school or offer."""

    school = ids("school")
    offer = ids("offer")


class OfChoices(Resource):
    """Where choices come from and how they look."""

    shape = ChoiceShape
    scopes = {"GET": "choices:read", "POST": WRITE, "PATCH": WRITE, "DELETE": WRITE}

    def visible(self) -> QuerySet[Any]:
        """Those of the own school(s), most wanted first."""
        return queries.choices_visible_to(self.actor)

    def with_names(self, offer: Offer, given: dict[str, Any]) -> dict[str, Any]:
        """What was given, with the session and the team that its ids name."""
        if named := given.get("session"):
            given["session"] = self.named(offer.sessions.all(), named, "#/session")
        if team := given.get("team"):
            given["team"] = self.named(teams_visible_to(self.actor), team, "#/team")
        return given


class Choices(OfChoices, Listing, Making):
    """The shortlist of the own school(s), most wanted first."""

    body = NewChoice
    filters = ChoiceFilters

    def make(self, given: dict[str, Any]) -> ChoiceRow:
        """By somebody of the school; choosing the same offer again changes nothing."""
        school = school_of(self, given.pop("school", None))
        offer = self.named(offers.visible_to(self.actor), given.pop("offer"), "#/offer")
        return actions.choose(school, offer, by=self.actor, **self.with_names(offer, given))


class Choice(OfChoices, Showing, Changing):
    """One choice."""

    change = ChoiceChange

    def edit(self, thing: Any, given: dict[str, Any]) -> ChoiceRow:
        """By somebody of the school."""
        return actions.change_choice(thing, by=self.actor, **self.with_names(thing.offer, given))

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take it off the shortlist."""
        choice = self.thing(id)
        check_match(request, choice, required=False)
        actions.remove_choice(choice, by=self.actor)
        return HttpResponse(status=204)


class BookingsOfChoice(Deed):
    """Book a choice as it stands, with its day and team: it comes off the shortlist; the booking is the answer."""

    shape = BookingShape
    scopes = {"POST": "bookings:write"}
    body = NewApproval

    def visible(self) -> QuerySet[Any]:
        """The shortlist of the own school(s)."""
        return queries.choices_visible_to(self.actor)

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By somebody of the school; what is refused stays on the list."""
        return actions.book_choice(thing, by=self.actor, **given)

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """The booking, and its address."""
        choice = self.thing(id)
        check_match(request, choice, required=False)
        booking = self.do(choice, self.read(self.body))
        response = self.shown(queries.visible_to(self.actor).get(pk=booking.pk), 201)
        response.headers["Location"] = request.build_absolute_uri(f"/api/v1/bookings/{booking.pk}")
        return response


urls = [
    path("choices", Choices.as_view()),
    path("choices/<uuid:id>", Choice.as_view()),
    path("choices/<uuid:id>/bookings", BookingsOfChoice.as_view()),
]
