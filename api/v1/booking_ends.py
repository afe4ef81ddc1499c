"""How bookings end before they are delivered: taken back, called off by either side, nobody there."""

from __future__ import annotations

from typing import Any

from django.urls import path

from api.conventions.resources import Deed
from api.v1.bookings import Because, OfBookings, Reason
from api.v1.cancelling_shapes import NewAbsence, NewCancellation
from portal.bookings import actions
from portal.bookings.models import Booking as BookingRow


class Withdrawals(OfBookings, Deed):
    """The school takes its proposal or request back."""

    body = Because

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """Gives places and money back."""
        return actions.withdraw(thing, by=self.actor, **given)


class Cancellations(OfBookings, Deed):
    """The school calls a confirmed booking off; late by its terms the fee stays reserved (`cancelled_late`)."""

    body = NewCancellation

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """Gives places and money back, but for the fee."""
        return actions.cancel(thing, by=self.actor, **given)


class ProviderCancellations(OfBookings, Deed):
    """The provider cannot come after all; it costs the school nothing."""

    body = Reason

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """By the provider; gives places and money back."""
        return actions.call_off(thing, by=self.actor, **given)


class NoShows(OfBookings, Deed):
    """The provider came and nobody was there; only the fee is claimed."""

    body = NewAbsence

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """By the provider; the school answers it as any report."""
        return actions.report_absence(thing, by=self.actor, **given)


class FeeWaivers(OfBookings, Deed):
    """The provider does not ask the fee of a late cancellation."""

    body = Because

    def do(self, thing: Any, given: dict[str, Any]) -> BookingRow:
        """By the provider; gives the money back."""
        return actions.waive_fee(thing, by=self.actor, **given)


DEEDS: dict[str, type[Deed]] = {
    "withdrawals": Withdrawals,
    "cancellations": Cancellations,
    "provider-cancellations": ProviderCancellations,
    "no-shows": NoShows,
    "fee-waivers": FeeWaivers,
}
urls = [path(f"bookings/<uuid:id>/{noun}", deed.as_view()) for noun, deed in DEEDS.items()]
