"""How reports of deliveries and disputes look, and what provider, school and officer fill in about them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.conventions.shapes import Day, Flag, Hours, Rows, Shape, Text, Whole, Word
from catalogue.money import ZERO
from catalogue.offers.models import MOST_UNITS
from portal.bookings.states import VERDICTS


class AttendanceShape(Shape):
    """One session: how many pupils were enrolled, and how many were present."""

    enrolled = serializers.IntegerField()
    present = serializers.IntegerField()


class DeliveryShape(Shape):
    """What the provider reported: counts, never names. `replacedBy` is the correction that took its place, with why."""

    id = serializers.IntegerField()
    date = serializers.DateField()
    sessions = serializers.IntegerField()
    pupils_reached = serializers.IntegerField()
    hours = serializers.DecimalField(7, 2)
    remarks = serializers.CharField()
    attendance = AttendanceShape(many=True, source="present")
    reason = serializers.CharField()
    replaced_by = serializers.IntegerField(source="replaced_by_id", allow_null=True)
    at = serializers.DateTimeField()


class DisputeShape(Shape):
    """What the school did not agree with and counted itself, what the provider answered, what the officer decided."""

    reason = serializers.CharField()
    sessions = serializers.IntegerField(allow_null=True)
    pupils_reached = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.ChoiceField([("", ""), *VERDICTS])
    verdict_reason = serializers.CharField()


class Attended(Shape):
    """One session: how many pupils were enrolled, and how many were present."""

    enrolled = Whole(most=MOST_UNITS)
    present = Whole(most=MOST_UNITS)

    def to_internal_value(self, data: Any) -> Any:
        """Both numbers, as `bookings.actions` takes them."""
        given = super().to_internal_value(data)
        return given["enrolled"], given["present"]


class NewReport(Shape):
    """What the provider delivered. `attendance`: one entry per session, or none."""

    date = Day()
    sessions = Whole(most=MOST_UNITS)
    pupils_reached = Whole(most=MOST_UNITS)
    hours = Hours(least=ZERO, most=Decimal(MOST_UNITS - 1), digits=7, required=False)
    remarks = Text(max_length=1000, required=False, allow_blank=True)
    attendance = Rows(Attended(), most=200, required=False)


class NewDelivery(NewReport):
    """What the provider delivered. Not `complete`: there is more to come, and the school judges after the last one."""

    complete = Flag(required=False, default=True)


class NewDeliveryCorrection(NewReport):
    """A report (`delivery`, its id) put right; the school reads the `reason`."""

    delivery = Whole(least=1)
    reason = Text(max_length=500)


class NewDispute(Shape):
    """What was different; and what the school counted itself, both numbers or none."""

    reason = Text(max_length=500)
    sessions = Whole(most=MOST_UNITS, required=False, allow_null=True)
    pupils_reached = Whole(most=MOST_UNITS, required=False, allow_null=True)


class NewExplanation(Shape):
    """Why the report is right as it is."""

    words = Text(max_length=500)


class NewVerdict(Shape):
    """What the officer decides, and why; both sides read it."""

    verdict = Word([code for code, _label in VERDICTS])
    reason = Text(max_length=500)
