"""What the controller asked about, by year and regulation, as it stands beside the figures for the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, words
from api.conventions.pagination import Pages
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Shape
from portal.accountability.questioned import Doubted, doubted
from portal.questions import queries
from portal.questions.states import STATUSES


class DoubtShape(Shape):
    """A question and the part of its expense in one year of the bank (null: not paid yet) and one regulation."""

    question = Id(source="question.pk")
    status = serializers.ChoiceField(STATUSES, source="question.status")
    line = Id(source="question.line_id")
    description = serializers.CharField(source="question.line.description")
    claimant = serializers.CharField(source="question.line.claim.claimant.name")
    year = serializers.IntegerField(source="of.year", allow_null=True)
    regulation = serializers.CharField(source="of.regulation")
    sisa_code = serializers.CharField(source="of.sisa_code")
    goal = serializers.CharField(source="of.goal")
    spent = Euros()
    amount = Euros(allow_null=True)
    in_doubt = Euros(allow_null=True)


class Year(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """A year as a whole number."""

    field_class = forms.IntegerField


class DoubtFilters(Filters):
    """One year of the bank, one regulation by its code, some statuses."""

    year = Year(min_value=2000, max_value=2100)
    regulation = django_filters.CharFilter(max_length=40)
    status = words([code for code, _label in STATUSES])


class DoubtReport(Resource):
    """What the controller asked about, by year and regulation: each cent in doubt in one row."""

    shape: ClassVar[type[Shape]] = DoubtShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "accountability:read"}
    filters: ClassVar[type[Filters] | None] = DoubtFilters
    paged = True

    def visible(self) -> QuerySet[Any]:
        """The questions of the own municipality."""
        return queries.visible_to(self.actor)

    def get(self, request: Request) -> Response:
        """A page of rows, the newest question first."""
        asked, own = self.asked(), self.actor.municipality
        found: list[Doubted] = doubted(own, year=asked["year"], regulation=asked["regulation"]) if own else []
        rows = [row for row in found if not asked["status"] or row.question.status in asked["status"]]
        pages = Pages()
        page = pages.paginate_queryset(rows, request, count=len(rows))
        return Response(pages.envelope(self.as_json(page, many=True)))


urls = [path("reports/audit-questions", DoubtReport.as_view())]
