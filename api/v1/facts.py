"""Facts of law and of policy: rates, terms and parameters, each with its days and its source. All of it is public."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import AnyOf, Filters, words
from api.conventions.resources import Listing
from api.conventions.shapes import Shape
from catalogue.programmes import queries
from catalogue.programmes.models import LegalFact


class FactShape(Shape):
    """What is reckoned with from a day until (and with) another, because a source says so; `value` as it is written."""

    id = serializers.CharField(source="pk")
    code = serializers.CharField()
    name = serializers.CharField(source="label")
    name_en = serializers.CharField(source="label_en")
    value = serializers.CharField()
    unit = serializers.ChoiceField(LegalFact.UNITS)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    source_ = serializers.CharField()


class FactFilters(Filters):
    """Facts by code and unit; `on` leaves those that hold on a day."""

    code = AnyOf("code")
    unit = words([code for code, _label in LegalFact.UNITS if code], "unit")
    on = django_filters.DateFilter(method="valid_on")

    def valid_on(self, rows: QuerySet[Any], _name: str, day: Any) -> QuerySet[Any]:
        """Not before their first day, not after their last."""
        return rows.filter(queries.valid_on(day))


class Facts(Listing):
    """The facts by code, the oldest first. Of two with one code that both hold, the later one counts."""

    shape = FactShape
    filters = FactFilters

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.facts()


urls = [path("facts", Facts.as_view())]
