"""Objections of schools to what was decided on their own costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Word
from portal.claims import queries as claims
from portal.objections import actions, queries
from portal.objections.models import Objection as Row
from portal.objections.states import STATUSES, VERDICTS


class ObjectionShape(Shape):
    """`lastDay` is the last day to object, `late` whether it came after it, `added` what the school gets more."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    claim = Id(source="claim_id")
    letter = Id(source="letter_id")
    school = Ref()
    received_on = serializers.DateField()
    last_day = serializers.DateField()
    late = serializers.BooleanField()
    committee = serializers.BooleanField()
    due_on = serializers.DateField()
    grounds = serializers.CharField()
    reason = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    added = Euros()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewObjection(Shape):
    """Why the decision on the claim is wrong; `receivedOn` and `committee` are for the municipality to say."""

    claim = Id()
    grounds = Text(max_length=4000)
    received_on = Day(required=False)
    committee = serializers.BooleanField(required=False, default=False)


class ObjectionLine(Shape):
    """What a line of the claim gets now."""

    id = Id()
    amount = Euros()


class NewObjectionDecision(Shape):
    """What is decided and why; `lines` when it is upheld."""

    verdict = Word([code for code, _label in VERDICTS])
    reason = Text(max_length=4000)
    lines = Rows(ObjectionLine(), most=200, required=False)


class ObjectionTakenBack(Shape):
    """Why, if there is something to say."""

    reason = Text(max_length=500, required=False, allow_blank=True)


class ObjectionFilters(Filters):
    """Objections by status, claim and school."""

    status = words([code for code, _label in STATUSES])
    claim = ids("claim")
    school = ids("school")


class OfObjections(Resource):
    """Where objections come from and how they look."""

    shape: ClassVar[type[Shape]] = ObjectionShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "claims:read", "POST": "objections:write"}

    def visible(self) -> QuerySet[Any]:
        """A school or board sees its own, the municipality what was sent to it."""
        return queries.visible_to(self.actor)


class Objections(OfObjections, Listing, Making):
    """Objections, what is due first on top."""

    body = NewObjection
    filters = ObjectionFilters

    def make(self, given: dict[str, Any]) -> Row:
        """By who decides for the school or its board, or by the municipality for what came by post."""
        claim = self.named(claims.visible_to(self.actor), given.pop("claim"), "#/claim")
        return actions.record(claim, by=self.actor, **given)


class Objection(OfObjections, Showing):
    """One objection."""


class Decisions(OfObjections, Deed):
    """Decide anew, by another person than who decided; the school gets a letter."""

    scopes = {"POST": "claims:decide"}
    body = NewObjectionDecision
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By an officer or assessor."""
        lines = {line["id"]: line["amount"] for line in given.get("lines", [])}
        said = actions.Outcome(given["verdict"], given["reason"], lines)
        return actions.decide(thing, said, by=self.actor, version=thing.version)


class Withdrawals(OfObjections, Deed):
    """Take it back."""

    body = ObjectionTakenBack

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By the school, its board, or the municipality when it is told so."""
        return actions.withdraw(thing, reason=given.get("reason", ""), by=self.actor)


urls = [
    path("objections", Objections.as_view()),
    path("objections/<uuid:id>", Objection.as_view()),
    path("objections/<uuid:id>/decisions", Decisions.as_view()),
    path("objections/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
