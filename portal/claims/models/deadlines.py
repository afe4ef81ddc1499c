"""Rows of the last day to claim: a later one that was given, and who was reminded of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.lifecycle import Thing
from catalogue.organisations.models import Municipality, Provider
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.claims.models.claim import ABOUT_ONE_THING


class Extension(Thing):
    """The officer lets a booking or a bespoke request be claimed until a later day, and says why."""

    KIND: ClassVar[str] = "claim_extension"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="claim_extensions", null=True)
    request = models.ForeignKey(BespokeRequest, models.PROTECT, related_name="claim_extensions", null=True)
    until = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(condition=ABOUT_ONE_THING, name="extension_is_about_one_thing")]

    def __str__(self) -> str:
        return f"until {self.until}"


class DeadlineReminder(Thing):
    """A provider was told that what it delivered can soon not be claimed any more."""

    KIND: ClassVar[str] = "claim_reminder"

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"claim reminder of {self.provider_id}"


class Reminded(models.Model):
    """A booking that stood in a reminder, and the last day that was named: once per booking."""

    reminder = models.ForeignKey(DeadlineReminder, models.CASCADE, related_name="rows")
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="+")
    last_day = models.DateField()

    class Meta:
        ordering = ["last_day", "pk"]

    def __str__(self) -> str:
        return f"{self.booking_id} until {self.last_day}"
