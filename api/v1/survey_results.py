"""What came out of a survey, as far as nobody can be recognised in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Resource
from api.conventions.shapes import Decimals, Ref, Shape
from portal.surveys import queries
from portal.surveys.results import Split, results_of
from portal.surveys.states import LAST_STEP


class RankedShape(Shape):
    """A topic of the top ten; `share` is how many of a hundred people named it."""

    topic = Ref()
    theme = Ref(source="topic.theme", allow_null=True)
    people = serializers.IntegerField()
    share = serializers.IntegerField()
    has_offer = serializers.BooleanField()


class SplitRow(Shape):
    """A topic with a count per group; null is a count that is not shown."""

    topic = Ref()
    people = serializers.ListField(child=serializers.IntegerField(allow_null=True))


class GroupSplitShape(Shape):
    """The top ten per group of people."""

    groups = serializers.ListField(child=serializers.CharField())
    answered = serializers.ListField(child=serializers.IntegerField())
    rows = SplitRow(many=True)


class ResultsShape(Shape):
    """What came out. `people` is 0 when too few answered; `hidden` topics were named by too few to show."""

    people = serializers.IntegerField()
    top = RankedShape(many=True)
    hidden = serializers.IntegerField()
    scale = Decimals(least=Decimal(0), most=Decimal(LAST_STEP), digits=2, places=1, allow_null=True)
    by_age = GroupSplitShape(allow_null=True)
    by_school = GroupSplitShape(allow_null=True)
    words = serializers.ListField(child=serializers.CharField())


class Results(Resource):
    """The results of a survey that is closed: for the municipality, and for everybody when they are public."""

    shape = ResultsShape
    scopes = {"GET": "needs:read"}

    def get(self, request: Request, id: UUID) -> Response:
        """404 as long as it is not closed."""
        found = queries.visible_to(self.actor).filter(pk=id).first()
        results = results_of(self.actor, found) if found else None
        if results is None:
            raise Http404
        shown = {name: getattr(results, name) for name in ("people", "top", "hidden", "scale", "words")}
        return Response(
            self.as_json(shown | {"by_age": _split(results.by_age), "by_school": _split(results.by_school)})
        )


def _split(split: Split | None) -> dict[str, Any] | None:
    if split is None:
        return None
    rows = [{"topic": topic, "people": list(cells)} for topic, cells in split.rows]
    return {"groups": [each.code for each in split.groups], "answered": list(split.sizes), "rows": rows}


urls = [path("surveys/<uuid:id>/results", Results.as_view())]
