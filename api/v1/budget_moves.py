"""Moves between the lines of a plan: those that happened, and those that wait for a second person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Euros, Id, Shape, Text
from portal.funding import actions, queries, states


class MoveShape(Shape):
    """Money that went, or waits to go, from one line to another."""

    id = Id()
    plan = Id(source="plan_id")
    status = serializers.ChoiceField([(status, status) for status in states.MOVE])
    from_ = serializers.CharField(source="origin.code")
    to = serializers.CharField(source="target.code")
    amount = Euros()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class MoveReason(Shape):
    """Why the second person does not agree."""

    reason = Text(max_length=500)


class OfMoves(Resource):
    """Where moves come from and how they look."""

    shape: ClassVar[type[Shape]] = MoveShape
    scopes = {"GET": "funding:read", "POST": "funding:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.moves_visible_to(self.actor)


class BudgetMoves(OfMoves, Listing):
    """The moves between lines, newest first."""


class BudgetMove(OfMoves, Showing):
    """One move."""


class MoveConfirmations(OfMoves, Deed):
    """The second person agrees, and the money moves."""

    scopes = {"POST": "payments:write"}  # finance confirms too
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not propose it."""
        return actions.confirm_move(thing, by=self.actor)


class MoveRefusals(OfMoves, Deed):
    """The second person does not agree."""

    scopes = {"POST": "payments:write"}
    body = MoveReason
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not propose it."""
        return actions.refuse_move(thing, reason=given["reason"], by=self.actor)


urls = [
    path("budget-moves", BudgetMoves.as_view()),
    path("budget-moves/<uuid:id>", BudgetMove.as_view()),
    path("budget-moves/<uuid:id>/confirmations", MoveConfirmations.as_view()),
    path("budget-moves/<uuid:id>/refusals", MoveRefusals.as_view()),
]
