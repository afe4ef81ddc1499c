"""A later day for claiming, for who is too late: given by the municipality, with a reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.resources import Deed
from api.conventions.shapes import Day, Id, Shape, Text
from portal.bespoke import queries as bespoke
from portal.bookings import queries as bookings
from portal.claims.extending import extend
from portal.claims.models import Extension


class ExtensionShape(Shape):
    """Until when a booking or bespoke request may be claimed, and why."""

    id = Id()
    booking = Id(source="booking_id", allow_null=True)
    bespoke_request = Id(source="request_id", allow_null=True)
    until = serializers.DateField()
    reason = serializers.CharField()
    by = serializers.CharField()


class NewExtension(Shape):
    """A later day, and why."""

    until = Day()
    reason = Text(max_length=500)


class _Extending(Deed):
    """Give a later day; answers with what was given."""

    shape: ClassVar[type[Shape]] = ExtensionShape
    scopes = {"POST": "claims:decide"}
    body = NewExtension
    given: Extension

    def do(self, thing: Any, given: dict[str, Any]) -> Extension:
        """By an officer or assessor of the municipality."""
        self.given = extend(thing, given["until"], reason=given["reason"], by=self.actor)
        return self.given

    def again(self, thing: Any) -> Extension:
        """What was given."""
        return self.given


class OfBooking(_Extending):
    """A booking may be claimed later than its programme says."""

    def visible(self) -> QuerySet[Any]:
        """The bookings that the actor sees."""
        return bookings.visible_to(self.actor)


class OfRequest(_Extending):
    """The costs of a bespoke request may be claimed later than its programme says."""

    def visible(self) -> QuerySet[Any]:
        """The requests that the actor sees."""
        return bespoke.visible_to(self.actor)


urls = [
    path("bookings/<uuid:id>/claim-extensions", OfBooking.as_view()),
    path("bespoke-requests/<uuid:id>/claim-extensions", OfRequest.as_view()),
]
