"""What cancelling costs, and what is said when a booking does not go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rest_framework import serializers

from api.conventions.shapes import Day, Euros, Shape, Text
from catalogue.money import ZERO
from portal.bookings.fees import Fee, free_until, late_fee
from portal.bookings.models import Booking


@dataclass(frozen=True, slots=True)
class Cost:
    """What cancelling costs."""

    free_until: date | None
    late: Fee | None

    @property
    def fee_now(self) -> Decimal:
        """Of the whole amount."""
        return self.late.total if self.late else ZERO


class CancellingShape(Shape):
    """Until when cancelling is free (null: always), and what it costs today."""

    free_until = serializers.DateField(allow_null=True)
    fee_now = Euros()


def cost_of(booking: Booking) -> Cost:
    """By the terms that it was made on."""
    return Cost(free_until(booking), late_fee(booking))


class NewCancellation(Shape):
    """Why, when you want to say so; `agreedFee`: what the school was shown, refused when it is another by now."""

    reason = Text(max_length=500, required=False, allow_blank=True, default="")
    agreed_fee = Euros(required=False, allow_null=True)


class NewAbsence(Shape):
    """On which day nobody was there."""

    date = Day()
    remarks = Text(max_length=1000, required=False, allow_blank=True)
