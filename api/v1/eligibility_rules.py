"""What may be paid: the rules about cases, with their source and their days. All of it is public."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import AnyOf, Filters, ids, words
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Shape, Text, Word
from catalogue.organisations.queries import municipalities
from catalogue.programmes import actions, queries
from catalogue.programmes.models import EligibilityRule as Rule

VERDICTS = [code for code, _label in Rule.VERDICTS]


class EligibilityRuleShape(Shape):
    """A rule about one case; the narrowest that is valid on the day counts. `municipality` is null for everybody's."""

    id = Id()
    case = serializers.CharField()
    name = serializers.CharField(source="label")
    name_en = serializers.CharField(source="label_en")
    municipality = Id(source="municipality_id", allow_null=True)
    regulation = serializers.CharField(source="regulation.code", default=None, allow_null=True)
    goal = serializers.CharField()
    verdict = serializers.ChoiceField(Rule.VERDICTS)
    explanation = serializers.CharField()
    explanation_en = serializers.CharField()
    source_ = serializers.CharField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


class NewEligibilityRule(Shape):
    """A rule of the own municipality, for every regulation when it names none. A known case needs no `name`."""

    case = Text(max_length=40)
    name = Text(max_length=200, required=False, allow_blank=True, source="label")
    name_en = Text(max_length=200, required=False, allow_blank=True, source="label_en")
    regulation = Text(max_length=20, required=False, allow_null=True)
    goal = Text(max_length=10, required=False, allow_blank=True)
    verdict = Word(VERDICTS)
    explanation = Text(max_length=500, required=False, allow_blank=True)
    explanation_en = Text(max_length=500, required=False, allow_blank=True)
    source_ = Text(max_length=300)
    valid_from = Day()
    valid_until = Day(required=False, allow_null=True)


class EligibilityRuleFilters(Filters):
    """Rules by case, regulation, verdict and municipality; `on` leaves those that are valid on a day."""

    case = AnyOf("case")
    regulation = AnyOf("regulation__code")
    verdict = words(VERDICTS, "verdict")
    municipality = ids("municipality")
    on = django_filters.DateFilter(method="valid_on")

    def valid_on(self, rows: QuerySet[Any], _name: str, day: Any) -> QuerySet[Any]:
        """Not before their first day, not after their last."""
        return rows.filter(queries.valid_on(day))


class OfEligibilityRules(Resource):
    """Where rules come from and how they look."""

    shape = EligibilityRuleShape

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.rules()


class EligibilityRules(OfEligibilityRules, Listing, Making):
    """The rules by case, the oldest first. An officer adds a later one for the programmes of its municipality."""

    scopes = {"POST": "catalogue:review"}
    body = NewEligibilityRule
    filters = EligibilityRuleFilters

    def make(self, given: dict[str, Any]) -> Any:
        """By an officer; what was there stays."""
        municipality = self.named(municipalities(), self.actor.municipality or "", "#")
        code = given.pop("regulation", None)
        regulation = self.named(queries.regulations(), code, "#/regulation", key="code") if code else None
        return actions.add_rule(municipality, regulation=regulation, by=self.actor, **given)


class EligibilityRule(OfEligibilityRules, Showing):
    """One rule."""


urls = [
    path("eligibility-rules", EligibilityRules.as_view()),
    path("eligibility-rules/<uuid:id>", EligibilityRule.as_view()),
]
