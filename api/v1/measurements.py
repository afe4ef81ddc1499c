"""Indicators and measurements: what is measured, and what it was in each period, beside its target."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Decimals, Flag, Id, Ref, Shape, Text, Word
from catalogue.offers.queries import visible_to as offers_visible_to
from catalogue.organisations.queries import providers, schools_visible_to
from catalogue.programmes.queries import programmes, themes
from portal.funding.queries import measures_visible_to
from portal.monitoring import actions, indicators, states
from portal.monitoring.models import Indicator, Measurement

MOST = Decimal("9999999999.99")
SCOPES = {"GET": "bookings:read", "POST": "bookings:write"}
NUMBER = {"type": ["string", "null"], "format": "decimal", "example": "48.50"}


def _number(**options: Any) -> Decimals:
    return Decimals(least=Decimal(0), most=MOST, digits=12, **options)


class IndicatorShape(Shape):
    """What is measured of one measure, theme or offer, and who fills it in (neither: the municipality)."""

    id = Id()
    status = serializers.ChoiceField([(each, each) for each in states.INDICATOR])
    programme = Id(source="programme_id")
    measure = Id(source="measure_id", allow_null=True)
    theme = Id(source="theme_id", allow_null=True)
    offer = Id(source="offer_id", allow_null=True)
    kind = serializers.ChoiceField(states.KINDS)
    name = serializers.CharField()
    unit = serializers.CharField()
    target = _number(allow_null=True)
    at_most = serializers.BooleanField()
    source_ = serializers.CharField()
    every = serializers.ChoiceField(states.EVERY)
    starts_on = serializers.DateField()
    hides_small = serializers.BooleanField()
    provider = Ref(allow_null=True)
    school = Ref(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewIndicator(Shape):
    """An indicator of one measure, theme or offer of a programme."""

    programme = Id()
    measure = Id(required=False)
    theme = Id(required=False)
    offer = Id(required=False)
    kind = Word([code for code, _label in states.KINDS])
    name = Text(max_length=200)
    unit = Text(max_length=40)
    target = _number(required=False, allow_null=True)
    at_most = Flag(required=False)
    source_ = Text(max_length=200, required=False, allow_blank=True)
    every = Word([code for code, _label in states.EVERY])
    starts_on = Day()
    hides_small = Flag(required=False)
    provider = Id(required=False)
    school = Id(required=False)


class MeasurementShape(Shape):
    """What an indicator was in a period; `value` is null when it is too small to show to whoever asks."""

    id = Id()
    indicator = Id(source="indicator_id")
    period = serializers.CharField()
    value = serializers.SerializerMethodField(method_name="get_number")
    words = serializers.CharField()
    edition = serializers.IntegerField()
    counts = serializers.BooleanField()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(NUMBER)
    def get_number(self, row: Measurement) -> str | None:
        """The number as this actor may see it."""
        number = indicators.number_for(self.context["actor"], row)
        return None if number is None else f"{number:.2f}"


class NewMeasurement(Shape):
    """What it was in a period that has begun, such as `2026-11`, `2026-Q4`, `2026-H2` or `2026`."""

    indicator = Id()
    period = Text(max_length=7)
    value = _number()
    words = Text(max_length=1000, required=False, allow_blank=True)


class NewMeasurementCorrection(Shape):
    """Another number for the same period, and why; the old one stays."""

    value = _number()
    words = Text(max_length=1000, required=False, allow_blank=True)
    reason = Text(max_length=500)


class IndicatorFilters(Filters):
    """Indicators by programme, measure, theme, offer, kind and status."""

    programme = ids("programme")
    measure = ids("measure")
    theme = ids("theme")
    offer = ids("offer")
    kind = words([code for code, _label in states.KINDS])
    status = words(list(states.INDICATOR))


class MeasurementFilters(Filters):
    """Measurements by indicator and programme."""

    indicator = ids("indicator")
    programme = ids("indicator__programme")


class OfIndicators(Resource):
    """Where indicators come from and how they look."""

    shape = IndicatorShape
    scopes = {"GET": "bookings:read", "POST": "bookings:decide"}

    def visible(self) -> QuerySet[Any]:
        """The municipality all of its own; a provider or school what is asked of it."""
        return indicators.indicators_visible_to(self.actor)


class Indicators(OfIndicators, Listing, Making):
    """Indicators, by age; the officer defines them."""

    body = NewIndicator
    filters = IndicatorFilters

    def make(self, given: dict[str, Any]) -> Indicator:
        """By the officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        known = {
            "measure": measures_visible_to(self.actor), "theme": themes(), "offer": offers_visible_to(self.actor),
            "provider": providers(), "school": schools_visible_to(self.actor),
        }  # fmt: skip
        for name, rows in known.items():
            if name in given:
                given[name] = self.named(rows, given[name], f"#/{name}")
        return actions.define(programme, by=self.actor, **given)


class OneIndicator(OfIndicators, Showing):
    """One indicator."""


class OfMeasurements(Resource):
    """Where measurements come from and how they look."""

    shape = MeasurementShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the indicators that the actor sees."""
        return indicators.measurements_visible_to(self.actor)


class Measurements(OfMeasurements, Listing, Making):
    """Measurements, the newest period first, corrected ones too (`counts` is false)."""

    body = NewMeasurement
    filters = MeasurementFilters

    def make(self, given: dict[str, Any]) -> Measurement:
        """By whoever it is asked of, or the officer."""
        found = self.named(indicators.indicators_visible_to(self.actor), given.pop("indicator"), "#/indicator")
        return actions.measure(found, by=self.actor, **given)


class OneMeasurement(OfMeasurements, Showing):
    """One measurement."""


class Corrections(OfMeasurements, Deed):
    """Another number for the same period: answered with the old one, which counts no more."""

    body = NewMeasurementCorrection

    def do(self, thing: Any, given: dict[str, Any]) -> Measurement:
        """By whoever it is asked of, or the officer."""
        return actions.correct(thing, by=self.actor, **given)


urls = [
    path("indicators", Indicators.as_view()),
    path("indicators/<uuid:id>", OneIndicator.as_view()),
    path("measurements", Measurements.as_view()),
    path("measurements/<uuid:id>", OneMeasurement.as_view()),
    path("measurements/<uuid:id>/corrections", Corrections.as_view()),
]
