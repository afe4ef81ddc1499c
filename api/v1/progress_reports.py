"""The progress report of a plan: what was spent, delivered and brought further in a calendar year."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Ref, Shape
from api.v1.budget_plans import FindingShape
from catalogue.money import MOST
from portal.accountability.progress import progress_of
from portal.funding import queries, states


class LineYearShape(Shape):
    """A line: spent in the year, spent until the end of it, and what is planned and not spent."""

    code = serializers.CharField(source="line.code")
    name = serializers.CharField(source="line.name")
    planned = Euros(source="line.amount")
    spent = Euros(least=-MOST)
    spent_so_far = Euros(source="so_far", least=-MOST)
    left = Euros(least=-MOST)


class DoneShape(Shape):
    """What was reported as delivered; `pupils` is null when fewer than five, or where a sum would give that away."""

    schools = serializers.IntegerField()
    sessions = serializers.IntegerField()
    pupils = serializers.IntegerField(allow_null=True)


class MeasureYearShape(Shape):
    """A measure with its phase at the end of the year."""

    id = Id(source="measure.pk")
    name = serializers.CharField(source="measure.name")
    lead = serializers.CharField(source="measure.lead")
    phase = serializers.ChoiceField(states.PHASES)


class ThemeYearShape(Shape):
    """A theme, or null for what has none."""

    theme = Ref(allow_null=True)
    planned = Euros()
    spent = Euros(least=-MOST)
    delivered = DoneShape(source="done", allow_null=True)
    measures = MeasureYearShape(many=True)


class ProgressShape(Shape):
    """The report of one year; amounts without VAT."""

    plan = Id(source="plan.pk")
    year = serializers.IntegerField()
    planned = Euros()
    spent = Euros(least=-MOST)
    spent_so_far = Euros(source="so_far", least=-MOST)
    lines = LineYearShape(many=True)
    themes = ThemeYearShape(many=True)
    findings = FindingShape(many=True)


class ProgressFilters(Filters):
    """Which year; without it this one."""

    year = django_filters.NumberFilter(min_value=2000, max_value=2100)


class ProgressReport(Resource):
    """What was done with the money of a plan in a year."""

    scopes = {"GET": "accountability:read"}
    shape: ClassVar[type[Shape]] = ProgressShape
    filters: ClassVar[type[Filters] | None] = ProgressFilters

    def visible(self) -> QuerySet[Any]:
        """The plans of the own municipality."""
        return queries.plans_visible_to(self.actor)

    def get(self, request: Request, id: UUID) -> Response:
        """As it looks today."""
        plan, asked = self.thing(id), self.asked()["year"]
        return Response(self.as_json(progress_of(plan, int(asked) if asked else timezone.localdate().year)))


urls = [path("budget-plans/<uuid:id>/progress", ProgressReport.as_view())]
