"""Cash flow per month: what came in of the grants, what is to come, what was paid, and what that leaves."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Shape
from api.v1.grants import Month
from catalogue.money import MOST
from portal.accountability import cash_flow


class CashMonthShape(Shape):
    """A month. `balance`: received and expected minus paid since the first one; `isAhead` when it is below zero."""

    month = Month()
    received = Euros()
    expected = Euros()
    paid = Euros()
    balance = Euros(least=-MOST)
    is_ahead = serializers.BooleanField()


class CashFlowShape(Shape):
    """The months of one grant."""

    grant = Id(source="grant.pk")
    regulation = serializers.CharField(source="grant.regulation.code")
    months = CashMonthShape(many=True)


class TogetherShape(Shape):
    """The months of all these grants."""

    months = CashMonthShape(many=True)


class CashFlowsShape(Shape):
    """The flow of each grant and of all of them together; amounts without VAT."""

    grants = CashFlowShape(many=True)
    together = TogetherShape()


class CashFlowFilters(Filters):
    """Which grants: these, or those that pay these programmes; without a key all of the municipality."""

    grant = ids("pk")
    programme = ids()


class CashFlows(Resource):
    """Received, expected and paid per month, per grant and together."""

    scopes = {"GET": "funding:read"}
    shape: ClassVar[type[Shape]] = CashFlowsShape
    filters: ClassVar[type[Filters] | None] = CashFlowFilters

    def visible(self) -> QuerySet[Any]:
        """The grants of the own municipality."""
        return cash_flow.grants_visible_to(self.actor)

    def get(self, request: Request) -> Response:
        """As it looks today."""
        asked = self.asked()
        rows = self.visible()
        if asked["grant"]:
            rows = rows.filter(pk__in=asked["grant"])
        if asked["programme"]:
            rows = cash_flow.of_programmes(rows, asked["programme"])
        grants, together = cash_flow.cash_flows(rows, on=timezone.localdate())
        return Response(self.as_json({"grants": grants, "together": together}))


urls = [path("cash-flows", CashFlows.as_view())]
