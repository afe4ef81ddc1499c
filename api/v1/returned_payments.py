"""Payments that the bank sent back: recorded by hand or from a statement, and how they can be paid again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Shape, Text
from portal.payments import queries, settling
from portal.payments.causes import cause
from portal.payments.models import ReturnedPayment as Row
from portal.payments.states import RETURNED_STATUSES


class ReturnedShape(Shape):
    """`code` is the reason of ISO 20022, `reason` the same in words. `mended`: it can be paid again."""

    id = Id()
    status = serializers.ChoiceField(RETURNED_STATUSES)
    batch = Id(source="payment.batch_id")
    end_to_end_id = serializers.CharField(source="payment.end_to_end_id")
    creditor = serializers.CharField(source="payment.creditor")
    iban = serializers.CharField(source="payment.iban")
    amount = Euros(source="payment.amount")
    returned_on = serializers.DateField()
    code = serializers.CharField()
    reason = serializers.SerializerMethodField()
    mended_how = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_reason(self, row: Row) -> str:
        """With what the bank added."""
        return cause(row.code, row.words)


class NewReturned(Shape):
    """Which payment came back, since when, and why; `code` of ISO 20022 such as AC04."""

    end_to_end_id = Text(max_length=35)
    on = Day()
    code = Text(max_length=35, required=False, default="")
    words = Text(max_length=500, required=False, default="")


class How(Shape):
    """How the bank account was checked."""

    how = Text(max_length=500)


class ReturnedFilters(Filters):
    """By status."""

    status = words([code for code, _label in RETURNED_STATUSES])


class OfReturned(Resource):
    """Where they come from and how they look."""

    shape = ReturnedShape
    scopes = {"GET": "payments:read", "POST": "payments:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.returned_visible_to(self.actor)


class ReturnedPayments(OfReturned, Listing, Making):
    """The payments that came back, newest first."""

    filters = ReturnedFilters
    body = NewReturned

    def make(self, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        rows = queries.payments_visible_to(self.actor)
        payment = self.named(rows, given.pop("end_to_end_id"), "#/endToEndId", key="end_to_end_id")
        return settling.came_back(payment, by=self.actor, **given)


class ReturnedPayment(OfReturned, Showing):
    """One of them."""


class Mendings(OfReturned, Deed):
    """The account is right after all, or the cause is gone: it can be paid again."""

    body = How

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        return settling.mend(thing, by=self.actor, **given)


urls = [
    path("returned-payments", ReturnedPayments.as_view()),
    path("returned-payments/<uuid:id>", ReturnedPayment.as_view()),
    path("returned-payments/<uuid:id>/mendings", Mendings.as_view()),
]
