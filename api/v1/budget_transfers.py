"""Budget that goes from one school to another of the same board."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Id, Ref, Shape, Text
from api.v1.acting import school_of
from catalogue.programmes.queries import programmes
from portal.funding import actions, queries, states
from portal.funding.models import BudgetTransfer as TransferRow

SCOPES = {"GET": "budgets:read", "POST": "bookings:write"}


class TransferShape(Shape):
    """An amount that went, or waits for the board to go, from one school to another."""

    id = Id()
    programme = Id(source="programme_id")
    status = serializers.ChoiceField([(status, status) for status in states.TRANSFER])
    from_ = Ref(source="origin")
    to = Ref(source="target")
    amount = Euros()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewTransfer(Shape):
    """From the own school to `target`; `school`, the one that gives, only by a board."""

    programme = Id()
    school = Id(required=False)
    target = Id()
    amount = Euros()
    reason = Text(max_length=1000)


class TransferReason(Shape):
    """Why the board does not agree."""

    reason = Text(max_length=500)


class TransferFilters(Filters):
    """Transfers of one or more programmes."""

    programme = ids("programme")


class OfTransfers(Resource):
    """Where transfers come from and how they look."""

    shape: ClassVar[type[Shape]] = TransferShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own school or board; for the municipality all of its own."""
        return queries.transfers_visible_to(self.actor)


class Transfers(OfTransfers, Listing, Making):
    """The transfers, newest first. By the board it happens at once; by a budget holder it waits for the board."""

    body = NewTransfer
    filters = TransferFilters

    def make(self, given: dict[str, Any]) -> TransferRow:
        """By the budget holder of the school that gives, or its board."""
        origin = school_of(self, given.pop("school", None))
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        target = self.named(queries.sisters_of(origin), given.pop("target"), "#/target")
        return actions.propose_transfer(programme, origin=origin, target=target, by=self.actor, **given)


class Transfer(OfTransfers, Showing):
    """One transfer."""


class TransferConfirmations(OfTransfers, Deed):
    """The board agrees, and the money goes over."""

    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> TransferRow:
        """By the board."""
        return actions.confirm_transfer(thing, by=self.actor)


class TransferRefusals(OfTransfers, Deed):
    """The board does not agree."""

    body = TransferReason
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> TransferRow:
        """By the board."""
        return actions.refuse_transfer(thing, reason=given["reason"], by=self.actor)


urls = [
    path("budget-transfers", Transfers.as_view()),
    path("budget-transfers/<uuid:id>", Transfer.as_view()),
    path("budget-transfers/<uuid:id>/confirmations", TransferConfirmations.as_view()),
    path("budget-transfers/<uuid:id>/refusals", TransferRefusals.as_view()),
]
