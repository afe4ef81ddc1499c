"""What is due: invoices and claims without one, with what holds a payment."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, OneOf
from api.conventions.pagination import Pages
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Ref, Shape
from portal.invoices.queries import payable
from portal.payments.due import ORDERS, due


class PayableShape(Shape):
    """Something to pay, to whom and before when. `hold` says in words why not now; empty: it can be paid."""

    id = Id()
    kind = serializers.ChoiceField([(word, word) for word in ("invoice", "claim")])
    number = serializers.CharField()
    payee = Ref()
    account_name = serializers.CharField()
    iban = serializers.CharField()
    amount = Euros()
    due_on = serializers.DateField()
    hold = serializers.CharField()


class PayableFilters(Filters):
    """Words in number or payee, and the order."""

    q = django_filters.CharFilter(max_length=100)
    ordering = OneOf(ORDERS)


class Payables(Resource):
    """What the own municipality has to pay and did not put in a batch yet, first due first."""

    shape = PayableShape
    filters = PayableFilters
    paged = True
    scopes = {"GET": "payments:read"}

    def visible(self) -> QuerySet[Any]:
        """The invoices in it; only for reading the query."""
        return payable(self.actor)

    def get(self, request: Request) -> Response:
        """The page that was asked for."""
        asked = self.asked()
        rows = due(self.actor, words=asked.get("q") or "", order=asked.get("ordering") or "due")
        pages = Pages()
        page = pages.paginate_queryset(rows, request, count=len(rows))
        return Response(pages.envelope(self.as_json(page, many=True)))


urls = [path("payables", Payables.as_view())]
