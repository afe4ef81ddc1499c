"""Programmes and the regulations that pay for them. All of it is public."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import AnyOf, Filters, ids
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Euros, Flag, Id, Ref, Shape, Whole, Word
from catalogue.programmes import actions, queries
from catalogue.programmes.cancelling import set_cancelling
from catalogue.programmes.models import Programme as ProgrammeRow
from catalogue.programmes.models import SpendingGoal


class ProgrammeShape(Shape):
    """What a municipality offers in a period, from which money (in order of use), on which terms."""

    id = Id()
    name = serializers.CharField()
    municipality = Ref()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    regulations = serializers.SerializerMethodField()
    four_eyes_threshold = Euros()
    tolerance_percent = serializers.IntegerField()
    silent_confirmation_days = serializers.IntegerField()
    claim_deadline_days = serializers.IntegerField()
    waiting_hours = serializers.IntegerField()
    cancellation_terms = serializers.CharField()
    cancel_free_days = serializers.IntegerField(allow_null=True)
    cancel_late_percent = serializers.IntegerField(allow_null=True)
    no_show_percent = serializers.IntegerField(allow_null=True)
    panel_first = serializers.BooleanField()
    ordered_by = serializers.ChoiceField(ProgrammeRow.ORDERED_BY)
    overspend_wish = serializers.ChoiceField(ProgrammeRow.WISH_POLICIES)
    overspend_booking = serializers.ChoiceField(ProgrammeRow.BOOKING_POLICIES)
    frames_first = serializers.ListField(child=serializers.CharField())

    def get_regulations(self, programme: ProgrammeRow) -> list[str]:
        """The codes of the regulations."""
        return [use.regulation.code for use in programme.programmeregulation_set.all()]


class GoalShape(Shape):
    """What money of a regulation may be spent on; rent and staff are accounted for apart."""

    code = serializers.CharField()
    label_ = serializers.CharField()
    apart = serializers.ChoiceField(SpendingGoal.APART)
    legal_reference = serializers.CharField()


class RegulationShape(Shape):
    """A scheme that money comes from; its id is its code."""

    id = serializers.CharField(source="code")
    code = serializers.CharField()
    name = serializers.CharField()
    legal_reference = serializers.CharField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    spend_until = serializers.DateField(allow_null=True)
    sisa_code = serializers.CharField()
    terms = serializers.IntegerField(allow_null=True, help_text="equal parts, per month from `firstPayment`")
    first_payment = serializers.DateField(allow_null=True)
    first_holds = serializers.IntegerField(help_text="terms in the first payment")
    source_ = serializers.CharField()
    goals = GoalShape(many=True)


class ProgrammeFilters(Filters):
    """Programmes of one or more municipalities."""

    municipality = ids("municipality")


class RegulationFilters(Filters):
    """Regulations by code."""

    code = AnyOf("code")


class OfProgrammes(Resource):
    """Where programmes come from and how they look."""

    shape = ProgrammeShape

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.programmes()


class Programmes(OfProgrammes, Listing):
    """The programmes of all municipalities, the newest first."""

    filters = ProgrammeFilters


class Programme(OfProgrammes, Showing):
    """One programme."""


class NewPanelTerms(Shape):
    """Whether only what a panel prioritised can be published for the first time."""

    panel_first = Flag()


class PanelTerms(OfProgrammes, Deed):
    """The municipality says whether a panel comes first in this programme."""

    scopes = {"POST": "catalogue:review"}
    body = NewPanelTerms

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.ask_panel_first(thing, **given, by=self.actor)


class NewOrderTerms(Shape):
    """Who orders with the provider: the school, or the municipality by a purchase order."""

    ordered_by = Word([code for code, _label in ProgrammeRow.ORDERED_BY])


class OrderTerms(OfProgrammes, Deed):
    """The municipality says who orders what is booked from now on; what was booked keeps who ordered it."""

    scopes = {"POST": "funding:write"}
    body = NewOrderTerms

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.let_order(thing, **given, by=self.actor)


class NewOverspendPolicy(Shape):
    """What happens when a wish, or a booking, is more than what is left of a budget."""

    wish = Word([code for code, _label in ProgrammeRow.WISH_POLICIES])
    booking = Word([code for code, _label in ProgrammeRow.BOOKING_POLICIES])


class OverspendPolicies(OfProgrammes, Deed):
    """The municipality says what happens when a budget is too small. No account goes below zero, whatever it says."""

    scopes = {"POST": "funding:write"}
    body = NewOverspendPolicy

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.set_overspend(thing, **given, by=self.actor)


class NewCancellationTerms(Shape):
    """Free until so many days before, then a percent of the amount; null: nothing was agreed."""

    free_days = Whole(most=365, allow_null=True)
    late_percent = Whole(most=100, allow_null=True)
    no_show_percent = Whole(most=100, allow_null=True)


class CancellationTerms(OfProgrammes, Deed):
    """What cancelling late and not being there costs, where an offer does not say it itself."""

    scopes = {"POST": "funding:write"}
    body = NewCancellationTerms

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer; bookings keep the terms that they were made on."""
        return set_cancelling(thing, **given, by=self.actor)


class OfRegulations(Resource):
    """Where regulations come from and how they look."""

    shape = RegulationShape
    lookup = "code"

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.regulations()


class Regulations(OfRegulations, Listing):
    """The regulations with their spending goals."""

    filters = RegulationFilters


class Regulation(OfRegulations, Showing):
    """One regulation."""


urls = [
    path("programmes", Programmes.as_view()),
    path("programmes/<uuid:id>", Programme.as_view()),
    path("programmes/<uuid:id>/overspend-policies", OverspendPolicies.as_view()),
    path("programmes/<uuid:id>/cancellation-terms", CancellationTerms.as_view()),
    path("programmes/<uuid:id>/order-terms", OrderTerms.as_view()),
    path("programmes/<uuid:id>/panel-terms", PanelTerms.as_view()),
    path("regulations", Regulations.as_view()),
    path("regulations/<slug:id>", Regulation.as_view()),
]
