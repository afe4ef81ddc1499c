"""Other dates for a booking, back and forth: one side proposes, the other accepts, refuses or proposes again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Day, Id, Rows, Shape, Text
from api.v1.bookings import Reason
from portal.bookings import actions, agreeing, queries
from portal.bookings.models import DateProposal as ProposalRow
from portal.bookings.states import PROPOSAL_STATUSES, SIDES


class DateProposalShape(Shape):
    """Other dates that one `side` of a booking proposes; the other side answers. A `session`, or `wishedDates`."""

    id = Id()
    booking = Id(source="booking_id")
    status = serializers.ChoiceField(PROPOSAL_STATUSES)
    side = serializers.ChoiceField(SIDES)
    session = Id(source="session_id", allow_null=True)
    wished_dates = serializers.ListField(child=serializers.DateField())
    words = serializers.CharField()
    answer = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewDateProposal(Shape):
    """A session of the offer, or days (most wanted first), with a word for the other side."""

    session = Id(required=False, allow_null=True)
    wished_dates = Rows(Day(), most=10, required=False)
    words = Text(max_length=500, required=False, allow_blank=True)


class DateChosen(Shape):
    """Which of the proposed days; without it the first."""

    day = Day(required=False, allow_null=True)


class ProposalFilters(Filters):
    """Proposals by booking, side and status."""

    booking = ids("booking")
    side = words([code for code, _label in SIDES])
    status = words([code for code, _label in PROPOSAL_STATUSES])


class OfProposals(Resource):
    """Where proposals come from and how they look."""

    shape: ClassVar[type[Shape]] = DateProposalShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "bookings:read", "POST": "bookings:write"}

    def visible(self) -> QuerySet[Any]:
        """Those at the bookings that the actor sees."""
        return agreeing.proposals_visible_to(self.actor)


class DateProposals(OfProposals, Listing):
    """What was proposed, newest first."""

    filters = ProposalFilters


class DateProposal(OfProposals, Showing):
    """One proposal."""


class ProposalsOfABooking(OfProposals):
    """Propose other dates for a booking."""

    body = NewDateProposal

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By the school or the provider; what the other side had proposed is answered by it."""
        rows = queries.visible_to(self.actor).select_related("session", "entitlement")
        booking = rows.filter(pk=id).first()
        if booking is None:
            raise Http404
        given = self.read(self.body)
        if named := given.pop("session", None):
            given["session"] = self.named(booking.offer.sessions.all(), named, "#/session")
        return self.shown(actions.propose_dates(booking, by=self.actor, **given), 201)


class Acceptances(OfProposals, Deed):
    """The other side agrees: the booking moves, and a request is confirmed with it."""

    body = DateChosen

    def do(self, thing: Any, given: dict[str, Any]) -> ProposalRow:
        """By the side that did not propose."""
        return actions.accept_dates(thing, by=self.actor, **given)


class Refusals(OfProposals, Deed):
    """The other side cannot do it then."""

    body = Reason

    def do(self, thing: Any, given: dict[str, Any]) -> ProposalRow:
        """By the side that did not propose."""
        return actions.refuse_dates(thing, by=self.actor, **given)


class Withdrawals(OfProposals, Deed):
    """Who proposed does so no longer."""

    def do(self, thing: Any, given: dict[str, Any]) -> ProposalRow:
        """By the side that proposed."""
        return actions.take_dates_back(thing, by=self.actor)


urls = [
    path("bookings/<uuid:id>/date-proposals", ProposalsOfABooking.as_view()),
    path("date-proposals", DateProposals.as_view()),
    path("date-proposals/<uuid:id>", DateProposal.as_view()),
    path("date-proposals/<uuid:id>/acceptances", Acceptances.as_view()),
    path("date-proposals/<uuid:id>/refusals", Refusals.as_view()),
    path("date-proposals/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
