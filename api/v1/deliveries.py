"""Deliveries: the provider reports, the school agrees or not, the officer decides when they keep disagreeing."""

from __future__ import annotations

from typing import Any

from django.urls import path

from api.conventions.resources import Deed
from api.v1.bookings import OfBookings
from api.v1.delivery_shapes import NewDelivery, NewDeliveryCorrection, NewDispute, NewExplanation, NewVerdict
from portal.bookings import actions
from portal.bookings.models import Booking


class Deliveries(OfBookings, Deed):
    """The provider reports what was delivered: counts, never names."""

    body = NewDelivery

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the provider."""
        return actions.deliver(thing, by=self.actor, **given)


class DeliveryCorrections(OfBookings, Deed):
    """The provider puts one of its reports right, until the school agreed."""

    body = NewDeliveryCorrection

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the provider; the old report stays to be seen."""
        delivery = self.named(thing.deliveries.all(), given.pop("delivery"), "#/delivery")
        delivery.booking = thing
        return actions.correct(delivery, by=self.actor, **given)


class Explanations(OfBookings, Deed):
    """The provider answers a dispute in words, and leaves its report as it is."""

    body = NewExplanation

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the provider."""
        return actions.explain(thing, by=self.actor, **given)


class DisputeDecisions(OfBookings, Deed):
    """The officer decides what school and provider do not agree about."""

    scopes = {"POST": "bookings:decide"}
    body = NewVerdict

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the officer, when the provider had its turn."""
        return actions.decide_dispute(thing, by=self.actor, **given)


class Acceptances(OfBookings, Deed):
    """The school confirms that it got what was reported."""

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the school."""
        return actions.accept(thing, by=self.actor)


class Disputes(OfBookings, Deed):
    """The school says that the report is not right, and what it counted."""

    body = NewDispute

    def do(self, thing: Any, given: dict[str, Any]) -> Booking:
        """By the school."""
        return actions.dispute(thing, by=self.actor, **given)


DEEDS: dict[str, type[Deed]] = {
    "deliveries": Deliveries,
    "delivery-corrections": DeliveryCorrections,
    "acceptances": Acceptances,
    "disputes": Disputes,
    "explanations": Explanations,
    "dispute-decisions": DisputeDecisions,
}
urls = [path(f"bookings/<uuid:id>/{noun}", deed.as_view()) for noun, deed in DEEDS.items()]
