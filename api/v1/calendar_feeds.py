"""Calendar feeds: an address where a calendar program finds the bookings of one person in one role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Shape, Word
from portal.calendars import actions, queries
from portal.calendars.models import CalendarFeed as FeedRow
from portal.calendars.states import ALL, SCOPES

WRITE = "bookings:write"


class CalendarFeedShape(Shape):
    """What the calendar shows, and its address. Whoever has the address can read it."""

    id = Id()
    scope = serializers.ChoiceField(SCOPES)
    language = serializers.CharField()
    address = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_address(self, feed: FeedRow) -> str:
        """Where a calendar program reads it, as `text/calendar`."""
        return f"{settings.PUBLIC_URL}{reverse('public:calendar-feed', args=[queries.token_of(feed)])}"


class NewCalendarFeed(Shape):
    """`all` bookings of the organisation, or only the `own` ones."""

    scope = Word([code for code, _label in SCOPES], required=False, default=ALL)


class OfCalendarFeeds(Resource):
    """Where feeds come from and how they look."""

    shape: ClassVar[type[Shape]] = CalendarFeedShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "bookings:read", "POST": WRITE, "DELETE": WRITE}

    def visible(self) -> QuerySet[Any]:
        """The person's own, in this role."""
        return queries.own(self.actor)


class CalendarFeeds(OfCalendarFeeds, Listing, Making):
    """The calendars that the person made."""

    body = NewCalendarFeed

    def make(self, given: dict[str, Any]) -> FeedRow:
        """By somebody of a school, board or provider, for themselves."""
        return actions.open_feed(self.access.membership, by=self.actor, **given)


class CalendarFeed(OfCalendarFeeds, Showing):
    """One calendar."""

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Its address is no good any more."""
        feed = self.thing(id)
        check_match(request, feed, required=False)
        actions.close_feed(feed, by=self.actor)
        return HttpResponse(status=204)


urls = [
    path("calendar-feeds", CalendarFeeds.as_view()),
    path("calendar-feeds/<uuid:id>", CalendarFeed.as_view()),
]
