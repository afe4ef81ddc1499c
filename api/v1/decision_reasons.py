"""The reasons that approvers can choose from: those of the house, in the words of the own municipality."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, OneOf
from api.conventions.pagination import Pages
from api.conventions.resources import Making, Showing
from api.conventions.shapes import Day, Id, Shape, Text, Word
from catalogue.organisations.queries import municipalities
from portal.letters.models import ReasonText
from portal.letters.reasons import Reason, reasons_of, save_reason, versions_visible_to
from portal.letters.states import ABOUT

VERDICTS = [code for code, _label in ABOUT]


class DecisionReasonShape(Shape):
    """A sentence for a line that is lowered, or a claim that is returned or rejected. `number` 0: of the house."""

    code = serializers.CharField()
    about = serializers.ChoiceField(ABOUT)
    nl = serializers.CharField()
    en = serializers.CharField()
    source_ = serializers.CharField()
    number = serializers.IntegerField()


class ReasonVersionShape(DecisionReasonShape):
    """One version as the municipality wrote it: the day from which it counts, and whether it is on the list then."""

    id = Id()
    starts_on = serializers.DateField()
    offered = serializers.BooleanField()


class NewReason(Shape):
    """Other words for the reason with this `code`, or a new one without; `offered: false` takes it off the list."""

    code = Text(max_length=60, required=False, default="")
    about = Word(VERDICTS)
    nl = Text(max_length=500)
    en = Text(max_length=500, required=False, default="", allow_blank=True)
    source_ = Text(max_length=200, required=False, default="", allow_blank=True)
    starts_on = Day(required=False)
    offered = serializers.BooleanField(required=False, default=True)


class ReasonFilters(Filters):
    """Reasons for one verdict, or as they count on a day."""

    about = OneOf(VERDICTS)
    on = django_filters.DateFilter()


class DecisionReasons(Making):
    """What approvers can choose today; a new version counts from its day on."""

    shape = DecisionReasonShape
    scopes = {"GET": "funding:read", "POST": "funding:write"}
    body = NewReason
    filters = ReasonFilters
    paged = True

    def visible(self) -> QuerySet[Any]:
        """The versions of the own municipality; only for reading the query."""
        return versions_visible_to(self.actor)

    def get(self, request: Request) -> Response:
        """The page that was asked for; nothing for who belongs to no municipality."""
        asked, own = self.asked(), self.actor.municipality
        found = reasons_of(own, asked.get("on") or timezone.localdate()) if own else []
        rows = [each for each in found if asked.get("about") in (None, "", each.about)]
        pages = Pages()
        page = pages.paginate_queryset(rows, request, count=len(rows))
        return Response(pages.envelope(self.as_json(page, many=True)))

    def make(self, given: dict[str, Any]) -> ReasonText:
        """By an officer."""
        assert self.actor.municipality is not None  # the scope is of municipal roles only
        starts_on, offered = given.pop("starts_on", None), given.pop("offered")
        own = municipalities().get(pk=self.actor.municipality)
        return save_reason(own, Reason(**given), starts_on=starts_on, offered=offered, by=self.actor)


class DecisionReason(Showing):
    """One version of a reason; what it took the place of keeps its own address."""

    shape = ReasonVersionShape
    scopes = {"GET": "funding:read"}

    def visible(self) -> QuerySet[Any]:
        """The versions of the own municipality."""
        return versions_visible_to(self.actor)


urls = [
    path("decision-reasons", DecisionReasons.as_view()),
    path("decision-reasons/<uuid:id>", DecisionReason.as_view()),
]
