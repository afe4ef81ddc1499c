"""Measures: what is done under a theme, by whose lead, when and at what cost, and the phase that each is in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from api.v1.bottom_up import CostShape, Units
from catalogue.errors import Invalid
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes, themes
from portal.funding import actions, queries, states
from portal.funding.models import Measure as MeasureRow
from portal.funding.models.measures import MOST_SCHOOLS, MOST_UNITS, PLANNED

SCOPES = {"GET": "funding:read", "POST": "funding:write", "PATCH": "funding:write"}
PER = [code for code, _label in states.COST_PER]
UNKNOWN = _("There is no such thing, or it is not yours to use.")


def _units(**options: Any) -> Units:
    return Units(least=Decimal(0), most=MOST_UNITS, required=False, allow_null=True, **options)


class PhasePlan(Shape):
    """A phase and the quarters from and until (and with) which it is planned, as `2026-Q3`."""

    phase = Word(PLANNED)
    from_ = Text(max_length=7)
    until = Text(max_length=7)


class MeasureShape(Shape):
    """A measure; `costPerYear` is what comes back every year, `unitsInYear` how many units that is at all schools."""

    id = Id()
    programme = Id(source="programme_id")
    theme = Ref(allow_null=True)
    line = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    lead = serializers.CharField()
    phase = serializers.ChoiceField(states.PHASES, source="status")
    start = serializers.CharField()
    ready = serializers.CharField()
    planning = PhasePlan(many=True)
    cost = Euros(allow_null=True)
    per = serializers.ChoiceField([("", ""), *states.COST_PER])
    cost_min = Euros(allow_null=True)
    other_cost_per_year = Euros(allow_null=True)
    unit = serializers.CharField()
    unit_cost = Euros(allow_null=True)
    units_per_year = Units(least=Decimal(0), most=MOST_UNITS, allow_null=True)
    units_per_school_per_month = Units(least=Decimal(0), most=MOST_UNITS, allow_null=True)
    schools = serializers.IntegerField(allow_null=True)
    cost_once = serializers.SerializerMethodField()
    cost_per_year = serializers.SerializerMethodField()
    units_in_year = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(CostShape())
    def get_cost_once(self, measure: MeasureRow) -> Any:
        """What it costs once."""
        return CostShape(queries.once_of(measure)).data

    @extend_schema_field(CostShape())
    def get_cost_per_year(self, measure: MeasureRow) -> Any:
        """What it costs in every year."""
        return CostShape(queries.per_year_of(measure)).data

    @extend_schema_field({"type": ["string", "null"], "format": "decimal"})
    def get_units_in_year(self, measure: MeasureRow) -> str | None:
        """How many units in a year."""
        return None if measure.per_year is None else f"{measure.per_year:.2f}"


class MeasureFields(Shape):
    """What can be said of a measure, and changed later; `because` says why it changes."""

    theme = Id(required=False, allow_null=True)
    line = Text(max_length=60, required=False, allow_blank=True)
    name = Text(max_length=200)
    description = Text(max_length=2000, required=False, allow_blank=True)
    lead = Text(max_length=120, required=False, allow_blank=True)
    start = Text(max_length=7, required=False, allow_blank=True)
    ready = Text(max_length=7, required=False, allow_blank=True)
    planning = Rows(PhasePlan(), required=False, most=20)
    cost = Euros(required=False, allow_null=True)
    per = Word(["", *PER], required=False)
    cost_min = Euros(required=False, allow_null=True)
    other_cost_per_year = Euros(required=False, allow_null=True)
    unit = Text(max_length=40, required=False, allow_blank=True)
    unit_cost = Euros(required=False, allow_null=True)
    units_per_year = _units()
    units_per_school_per_month = _units()
    schools = Whole(least=0, most=MOST_SCHOOLS, required=False, allow_null=True)


class NewMeasure(MeasureFields):
    """A measure of a programme; it begins as being prepared."""

    programme = Id()


class MeasureChange(MeasureFields):
    """What changes in a measure, and why."""

    because = Text(max_length=500, required=False, allow_blank=True)


class NewPhase(Shape):
    """The phase that it enters; what stops says why."""

    phase = Word([phase for phase in states.MEASURE if phase != "prepare"])
    reason = Text(max_length=500, required=False, allow_blank=True)


class MeasureFilters(Filters):
    """Measures by programme, theme and phase."""

    programme = ids("programme")
    theme = ids("theme")
    phase = words(list(states.MEASURE), "status")


class OfMeasures(Resource):
    """Where measures come from and how they look."""

    shape: ClassVar[type[Shape]] = MeasureShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.measures_visible_to(self.actor)

    def under(self, programme: Programme, given: dict[str, Any]) -> dict[str, Any]:
        """What was said, with the theme that it names and the planning as it is kept."""
        if given.get("theme"):
            theme = themes().filter(programme=programme, pk=given["theme"]).first()
            if theme is None:
                raise Invalid.field("#/theme", "unknown", str(UNKNOWN))
            given["theme"] = theme
        if "planning" in given:
            given["planning"] = [dict(each) for each in given["planning"]]
        return given


class Measures(OfMeasures, Listing, Making):
    """The measures of the own municipality, by theme."""

    body = NewMeasure
    filters = MeasureFilters

    def make(self, given: dict[str, Any]) -> MeasureRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.add_measure(programme, by=self.actor, **self.under(programme, given))


class Measure(OfMeasures, Showing, Changing):
    """One measure; what it was stays in the journal."""

    change = MeasureChange

    def edit(self, thing: Any, given: dict[str, Any]) -> MeasureRow:
        """By an officer."""
        return actions.change_measure(thing, by=self.actor, **self.under(thing.programme, given))


class MeasurePhases(OfMeasures, Deed):
    """The measure enters its next phase, or stops."""

    body = NewPhase

    def do(self, thing: Any, given: dict[str, Any]) -> MeasureRow:
        """By an officer."""
        return actions.enter_phase(thing, given["phase"], by=self.actor, reason=given.get("reason", ""))


urls = [
    path("measures", Measures.as_view()),
    path("measures/<uuid:id>", Measure.as_view()),
    path("measures/<uuid:id>/phases", MeasurePhases.as_view()),
]
