"""The settlement of a grant at the end of its term: what was not spent goes back, and the grant is closed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Euros, Id, Shape, Text
from api.v1.grants import OfGrants
from catalogue.money import MOST
from portal.accountability import actions, queries
from portal.accountability.states import SETTLEMENT

STATUSES = [(status, status) for status in SETTLEMENT]


class SettlementShape(Shape):
    """`unspent`: received minus paid; `toRepay` is that when it is more than nothing."""

    id = Id()
    grant = Id(source="grant_id")
    regulation = serializers.CharField(source="grant.regulation.code")
    status = serializers.ChoiceField(STATUSES)
    received = Euros()
    paid = Euros()
    unspent = Euros(least=-MOST)
    to_repay = Euros()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewSettlement(Shape):
    """What it follows from, such as the final account."""

    reason = Text(max_length=1000)


class RefusedSettlement(Shape):
    """Why the second person does not agree."""

    reason = Text(max_length=500)


class SettlementFilters(Filters):
    """By grant and status."""

    grant = ids("grant")
    status = words(SETTLEMENT, "status")


class GrantSettlementDeeds(OfGrants, Deed):
    """Settle the grant: at once up to the four-eyes threshold, above it a second person confirms."""

    scopes = {"POST": "payments:write"}
    body = NewSettlement

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By finance or an officer."""
        return actions.settle_grant(thing, reason=given["reason"], by=self.actor)


class OfSettlements(Resource):
    """Where settlements come from and how they look."""

    shape: ClassVar[type[Shape]] = SettlementShape
    scopes = {"GET": "funding:read", "POST": "payments:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.settlements_visible_to(self.actor)


class GrantSettlements(OfSettlements, Listing):
    """The settlements of grants, newest first."""

    filters = SettlementFilters


class GrantSettlement(OfSettlements, Showing):
    """One settlement."""


class SettlementConfirmations(OfSettlements, Deed):
    """The second person agrees: the grant is closed."""

    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not prepare it."""
        return actions.confirm_settlement(thing, by=self.actor)


class SettlementRefusals(OfSettlements, Deed):
    """The second person does not agree: the grant stays open."""

    body = RefusedSettlement
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not prepare it."""
        return actions.refuse_settlement(thing, reason=given["reason"], by=self.actor)


urls = [
    path("grants/<uuid:id>/settlements", GrantSettlementDeeds.as_view()),
    path("grant-settlements", GrantSettlements.as_view()),
    path("grant-settlements/<uuid:id>", GrantSettlement.as_view()),
    path("grant-settlements/<uuid:id>/confirmations", SettlementConfirmations.as_view()),
    path("grant-settlements/<uuid:id>/refusals", SettlementRefusals.as_view()),
]
