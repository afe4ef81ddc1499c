"""Allocations: what a round that divides gives to whom, with a reason for every refusal and a file to check it by."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Download, Listing, Resource, Showing
from api.conventions.shapes import Euros, Flag, Id, Ref, Shape
from catalogue.money import MOST, euros
from portal.allocations import actions, queries, states
from portal.allocations.models import Allocation as AllocationRow
from portal.allocations.models import Outcome
from portal.allocations.wording import WHY
from portal.rounds import queries as rounds


class ScoreShape(Shape):
    """How good the result is: schools that get something, then the weights of the ranks, then the lots."""

    schools = serializers.IntegerField()
    weights = serializers.IntegerField()
    lots = serializers.IntegerField()


class AllocationShape(Shape):
    """One division. `trial`: nothing is booked. The hashes are SHA-256, as `portal allocate FILE` prints them."""

    id = Id()
    round_ = Id(source="of_round_id")
    trial = serializers.BooleanField(source="is_trial")
    status = serializers.ChoiceField(states.STATUSES)
    seed = serializers.CharField(source="of_round.seed")
    score = serializers.SerializerMethodField()
    wishes = serializers.SerializerMethodField()
    granted = serializers.SerializerMethodField()
    input_hash = serializers.CharField()
    result_hash = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(ScoreShape())
    def get_score(self, row: AllocationRow) -> Any:
        """The three numbers that are made as high as possible, one after the other."""
        return ScoreShape(row).data

    def get_wishes(self, row: AllocationRow) -> int:
        """How many wishes took part, those that could not be granted included."""
        return len(row.outcomes.all())

    def get_granted(self, row: AllocationRow) -> int:
        """How many were granted."""
        return sum(each.won for each in row.outcomes.all())


class WinnerShape(Shape):
    """A school that got the offer, and the place that it gave it."""

    school = Ref()
    place = serializers.IntegerField()


class OutcomeShape(Shape):
    """What an allocation means for one wish. `place`: among what could be granted; null when it could not be.

    `reasons` are empty when it was granted. `left` (places), `budgetLeft` and `roundLeft` are what the result leaves;
    `gotBy`, for the municipality only, who got the offer.
    """

    id = serializers.IntegerField()
    allocation = Id(source="allocation_id")
    school = Ref()
    offer = serializers.SerializerMethodField()
    rank = serializers.IntegerField()
    place = serializers.SerializerMethodField(allow_null=True)
    units = serializers.IntegerField()
    pupils = serializers.IntegerField()
    amount = Euros()
    granted = serializers.BooleanField(source="won")
    reasons = serializers.ListField(child=serializers.ChoiceField(list(WHY.items())))
    left = serializers.SerializerMethodField(allow_null=True)
    budget_left = serializers.SerializerMethodField(allow_null=True)
    round_left = serializers.SerializerMethodField(allow_null=True)
    got_by = serializers.SerializerMethodField()
    booking = Id(source="booking_id", allow_null=True)
    failed = serializers.CharField()

    @extend_schema_field({"type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"}}})
    def get_offer(self, row: Outcome) -> dict[str, str]:
        """As it was called then."""
        return {"id": str(row.offer_id), "title": row.title}

    def get_place(self, row: Outcome) -> int | None:
        """1 for what could be granted and was wanted most."""
        return row.place or None

    def get_left(self, row: Outcome) -> int | None:
        """Places that the result leaves."""
        left: int | None = row.detail.get("left")
        return left

    @extend_schema_field(Euros(allow_null=True, least=-MOST))
    def get_budget_left(self, row: Outcome) -> str | None:
        """What the school keeps."""
        return _euros(row.detail.get("budgetLeft"))

    @extend_schema_field(Euros(allow_null=True, least=-MOST))
    def get_round_left(self, row: Outcome) -> str | None:
        """What the round keeps."""
        return _euros(row.detail.get("roundLeft"))

    @extend_schema_field(WinnerShape(many=True))
    def get_got_by(self, row: Outcome) -> list[dict[str, Any]]:
        """Only for the municipality: what other schools wish is not for everybody."""
        if not self.context["actor"].municipality:
            return []
        found = row.detail.get("gotBy", [])
        return [{"school": {"id": school, "name": name}, "place": place} for school, name, place in found]


def _euros(cents: int | None) -> str | None:
    return None if cents is None else str(euros(cents))


class NewAllocation(Shape):
    """A trial, or for real."""

    trial = Flag()


class AllocationFilters(Filters):
    """Allocations by round and status."""

    round = ids("of_round")
    status = words([code for code, _label in states.STATUSES])


class OutcomeFilters(Filters):
    """Outcomes by allocation, school and offer."""

    allocation = ids("allocation")
    school = ids("school")
    offer = ids("offer")


class OfAllocations(Resource):
    """Where allocations come from: only a municipality sees them as a whole."""

    shape: ClassVar[type[Shape]] = AllocationShape
    scopes = {"GET": "funding:read"}  # trials are the town's alone

    def visible(self) -> QuerySet[Any]:
        """Newest first."""
        return queries.visible_to(self.actor).prefetch_related("outcomes")


class Allocations(OfAllocations, Listing):
    """The trials and the real ones, newest first."""

    filters = AllocationFilters


class Allocation(OfAllocations, Showing):
    """One division."""


class AllocationInput(OfAllocations, Download):
    """What went in, without names: `portal allocate FILE` divides it again and prints the same hash."""

    media_type = "application/json"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """The JSON, readable."""
        content = json.dumps(thing.input, indent=1, sort_keys=True) + "\n"
        return content.encode(), f"allocation {thing.input_hash[:12]}.json"


class RoundAllocations(OfAllocations, Deed):
    """Divide the wishes of a round: as a trial as often as wanted, for real once, after the closing."""

    scopes = {"POST": "rounds:write"}
    body = NewAllocation

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By an officer. Answers with the allocation; a real one is booked within moments (`status`)."""
        found = rounds.visible_to(self.actor).filter(pk=id).first()
        if found is None:
            raise Http404
        check_match(request, found, required=False)
        given = self.read(self.body)
        made = actions.divide(found, trial=given["trial"], by=self.actor)
        response = self.shown(self.again(made), 201)
        response.headers["Location"] = request.build_absolute_uri(f"/api/v1/allocations/{made.pk}")
        return response


class Outcomes(Listing):
    """What an allocation means for each wish: a school reads its own when the result is published."""

    shape = OutcomeShape
    scopes = {"GET": "rounds:read"}
    filters = OutcomeFilters

    def visible(self) -> QuerySet[Any]:
        """By school, most wanted first."""
        return queries.outcomes_visible_to(self.actor)


urls = [
    path("rounds/<uuid:id>/allocations", RoundAllocations.as_view()),
    path("allocations", Allocations.as_view()),
    path("allocations/<uuid:id>", Allocation.as_view()),
    path("allocations/<uuid:id>/input", AllocationInput.as_view()),
    path("outcomes", Outcomes.as_view()),
]
