"""Rounds: when schools can choose optional offers, by whom comes first or by rank, from which budget."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Flag, Id, Moment, Rows, Shape, Text, Word
from catalogue.organisations.models import SECTORS
from catalogue.programmes import queries as catalogue
from portal.rounds import actions, queries, rules, states
from portal.rounds.models import Round as RoundRow

SCOPES = {"GET": "rounds:read", "POST": "rounds:write"}
METHODS = [code for code, _label in states.METHODS]
CODES = [code for code, _label in SECTORS]


class RoundShape(Shape):
    """A round. `status` is what holds at this moment; `left` of the budget is null when it has no budget of its own.

    `carriedIn` came from earlier rounds, `carriedOut` went to later ones. `seed` is null for schools until the round is
    over.
    """

    id = Id()
    programme = Id(source="programme_id")
    name = serializers.CharField()
    method = serializers.ChoiceField(states.METHODS)
    sectors = serializers.ListField(child=serializers.CharField())
    opens = serializers.DateTimeField()
    closes = serializers.DateTimeField()
    status = serializers.ChoiceField(states.STATUSES, source="phase")
    budget = Euros(allow_null=True)
    committed = Euros()
    carried_in = Euros()
    carried_out = Euros()
    left = Euros(allow_null=True)
    carries_over = serializers.BooleanField()
    seed = serializers.SerializerMethodField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_seed(self, round: RoundRow) -> str | None:
        """What decides between equal wishes, for who may know it."""
        return round.seed if rules.knows_seed(self.context["actor"], round) else None


class NewRound(Shape):
    """A new round; without `sectors` for all schools, without `budget` as far as the schools' own budgets reach."""

    programme = Id()
    name = Text(max_length=120, required=False, allow_blank=True)
    opens = Moment()
    closes = Moment()
    method = Word(METHODS)
    sectors = Rows(Word(CODES), most=len(CODES), required=False)
    budget = Euros(required=False, allow_null=True)
    carries_over = Flag(required=False)
    seed = Text(max_length=64, required=False, allow_blank=True)


class WhyRound(Shape):
    """Why a round is closed or withdrawn."""

    reason = Text(max_length=500)


class NewClosingMoment(WhyRound):
    """Another closing, and why."""

    closes = Moment()


class RoundFilters(Filters):
    """Rounds by programme and method."""

    programme = ids("programme")
    method = words(METHODS)


class OfRounds(Resource):
    """Where rounds come from: a municipality sees its own, a school or board those in which it chooses."""

    shape: ClassVar[type[Shape]] = RoundShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """In the order in which they open."""
        return queries.visible_to(self.actor)


class Rounds(OfRounds, Listing, Making):
    """The rounds; an officer plans one."""

    filters = RoundFilters
    body = NewRound

    def make(self, given: dict[str, Any]) -> RoundRow:
        """By an officer."""
        programme = self.named(catalogue.programmes(), given.pop("programme"), "#/programme")
        return actions.plan(programme, by=self.actor, **given)


class Round(OfRounds, Showing):
    """One round."""


class RoundClosings(OfRounds, Deed):
    """Close an open round before its time."""

    body = WhyRound

    def do(self, thing: Any, given: dict[str, Any]) -> RoundRow:
        """By an officer."""
        return actions.close(thing, reason=given["reason"], by=self.actor)


class RoundExtensions(OfRounds, Deed):
    """Another closing for a round that did not end yet."""

    body = NewClosingMoment

    def do(self, thing: Any, given: dict[str, Any]) -> RoundRow:
        """By an officer."""
        return actions.extend(thing, closes=given["closes"], reason=given["reason"], by=self.actor)


class RoundWithdrawals(OfRounds, Deed):
    """Take back a round that did not open yet."""

    body = WhyRound

    def do(self, thing: Any, given: dict[str, Any]) -> RoundRow:
        """By an officer."""
        return actions.withdraw(thing, reason=given["reason"], by=self.actor)


urls = [
    path("rounds", Rounds.as_view()),
    path("rounds/<uuid:id>", Round.as_view()),
    path("rounds/<uuid:id>/closings", RoundClosings.as_view()),
    path("rounds/<uuid:id>/extensions", RoundExtensions.as_view()),
    path("rounds/<uuid:id>/withdrawals", RoundWithdrawals.as_view()),
]
