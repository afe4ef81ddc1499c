"""How many pupils schools have, what a person knows where the source masks it, and the scores of CBS."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Ref, Shape, Text, Whole
from catalogue.organisations import actions, queries
from catalogue.organisations.actions.counts import MOST_MASKED
from catalogue.organisations.models import PupilCount as CountRow


class PupilCountShape(Shape):
    """The pupils of a school on a day; `masked` when the source shows only "fewer than five".

    A masked count with `pupils` was filled in by the municipality, for the `reason` that it gives.
    """

    id = serializers.CharField(source="pk")
    school = Ref()
    reference_date = serializers.DateField()
    pupils = serializers.IntegerField(allow_null=True)
    target_pupils = serializers.IntegerField(allow_null=True)
    masked = serializers.BooleanField()
    source_ = serializers.CharField()
    reason = serializers.CharField()


class NewFigure(Shape):
    """What a person knows about a masked count, and how."""

    pupils = Whole(least=0, most=MOST_MASKED)
    reason = Text(max_length=500)


class PupilCountFilters(Filters):
    """Counts of one or more schools; those that the source masks, or shows."""

    school = ids("school")
    masked = words(["true", "false"], method="is_masked")

    def is_masked(self, rows: QuerySet[Any], _name: str, asked: list[str]) -> QuerySet[Any]:
        """Both words together leave everything."""
        return rows.filter(masked__in=[word == "true" for word in asked]) if asked else rows


class SchoolScoreShape(Shape):
    """How disadvantaged the pupils of a school are, as CBS reckons it; `scoreAbove` with the threshold (drempel)."""

    id = serializers.CharField(source="pk")
    school = Ref()
    reference_date = serializers.DateField()
    score = serializers.DecimalField(12, 6, allow_null=True)
    score_above = serializers.DecimalField(12, 6, allow_null=True)
    source_ = serializers.CharField()


class ScoreFilters(Filters):
    """Scores of one or more schools."""

    school = ids("school")


class Scores(Listing):
    """The scores of schools, newest first."""

    shape = SchoolScoreShape
    scopes: ClassVar[dict[str, str]] = {"GET": "organisations:read"}
    filters = ScoreFilters

    def visible(self) -> QuerySet[Any]:
        """Of the schools that the actor sees."""
        return queries.scores_visible_to(self.actor)


class OfPupilCounts(Resource):
    """Where pupil counts come from and how they look."""

    shape = PupilCountShape
    scopes: ClassVar[dict[str, str]] = {"GET": "organisations:read"}

    def visible(self) -> QuerySet[Any]:
        """What the actor may see."""
        return queries.counts_visible_to(self.actor)


class PupilCounts(OfPupilCounts, Listing):
    """How many pupils were counted, by school and day; newest first."""

    filters = PupilCountFilters


class PupilCount(OfPupilCounts, Showing):
    """One count."""


class Figures(OfPupilCounts, Deed):
    """Fill in a masked count, or correct what was filled in. 409 `not_masked` when the source shows the number."""

    scopes: ClassVar[dict[str, str]] = {"POST": "organisations:write"}
    body = NewFigure

    def do(self, thing: Any, given: dict[str, Any]) -> CountRow:
        """By the municipality; the count stays masked."""
        return actions.fill_in(thing, by=self.actor, **given)


urls = [
    path("school-scores", Scores.as_view()),
    path("pupil-counts", PupilCounts.as_view()),
    path("pupil-counts/<int:id>", PupilCount.as_view()),
    path("pupil-counts/<int:id>/figures", Figures.as_view()),
]
