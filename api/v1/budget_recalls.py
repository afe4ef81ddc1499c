"""What schools have left is called back; what each has left stands in `/accounts`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import LONGEST_LIST, Euros, Id, Ref, Rows, Shape, Text
from catalogue.programmes.queries import programmes
from portal.funding import actions, queries
from portal.funding.models import Recall as RecallRow

SCOPES = {"GET": "funding:read", "POST": "funding:write"}


class RecallPartShape(Shape):
    """What one school gave back."""

    school = Ref()
    amount = Euros()


class RecallShape(Shape):
    """What was called back in a programme, and why."""

    id = Id()
    programme = Id(source="programme_id")
    reason = serializers.CharField()
    amount = Euros()
    parts = RecallPartShape(many=True)
    created_at = serializers.DateTimeField()


class NewRecall(Shape):
    """Of these schools, or of all that have something left."""

    programme = Id()
    schools = Rows(Id(), most=LONGEST_LIST, required=False)
    reason = Text(max_length=1000)


class RecallFilters(Filters):
    """What was called back in one or more programmes."""

    programme = ids("programme")


class OfRecalls(Resource):
    """Where they come from and how they look."""

    shape: ClassVar[type[Shape]] = RecallShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.recalls_visible_to(self.actor)


class Recalls(OfRecalls, Listing, Making):
    """What was called back, newest first. It returns to the choice line of the adopted plan."""

    body = NewRecall
    filters = RecallFilters

    def make(self, given: dict[str, Any]) -> RecallRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        made: RecallRow = self.again(actions.call_back_leftovers(programme, by=self.actor, **given))
        return made


class Recall(OfRecalls, Showing):
    """One of them."""


urls = [
    path("budget-recalls", Recalls.as_view()),
    path("budget-recalls/<uuid:id>", Recall.as_view()),
]
