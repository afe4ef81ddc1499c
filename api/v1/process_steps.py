"""The log of a process: which steps led to a plan, and with which organisations."""

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
from api.conventions.resources import Changing, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Rows, Shape, Text, Word
from catalogue.programmes.queries import programmes
from portal.surveys import actions, queries
from portal.surveys.actions import Step
from portal.surveys.models import ProcessStep as StepRow
from portal.surveys.states import STEPS

KINDS = [code for code, _label in STEPS]


class StepShape(Shape):
    """One step, with the organisations that took part."""

    id = Id()
    programme = Id(source="programme_id")
    kind = serializers.ChoiceField(STEPS)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    organisations = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class StepChange(Shape):
    """What may be said of a step; names of organisations, never of people."""

    kind = Word(KINDS, required=False)
    starts_on = Day(required=False)
    ends_on = Day(required=False, allow_null=True)
    words = Text(max_length=500, required=False)
    organisations = Rows(Text(max_length=120), most=200, required=False)


class NewStep(Shape):
    """A step in a programme."""

    programme = Id()
    kind = Word(KINDS)
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)
    words = Text(max_length=500)
    organisations = Rows(Text(max_length=120), most=200, required=False)


class StepFilters(Filters):
    """Steps by programme."""

    programme = ids("programme")


class OfSteps(Resource):
    """Where steps come from and how they look."""

    shape = StepShape
    scopes = dict.fromkeys(("POST", "PATCH", "DELETE"), "needs:write") | {"GET": "needs:read"}

    def visible(self) -> QuerySet[Any]:
        """The log of the own municipality."""
        return queries.steps_visible_to(self.actor)


class Steps(OfSteps, Listing, Making):
    """The steps, the earliest first."""

    body = NewStep
    filters = StepFilters

    def make(self, given: dict[str, Any]) -> StepRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.add_step(programme, Step(**given), by=self.actor)


class OneStep(OfSteps, Showing, Changing):
    """One step."""

    change = StepChange

    def edit(self, thing: Any, given: dict[str, Any]) -> StepRow:
        """By an officer."""
        return actions.change_step(thing, by=self.actor, **given)

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take it out of the log."""
        step = self.thing(id)
        check_match(request, step, required=False)
        actions.remove_step(step, by=self.actor)
        return HttpResponse(status=204)


urls = [path("process-steps", Steps.as_view()), path("process-steps/<uuid:id>", OneStep.as_view())]
