"""Rows of waiting lists."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.offers.models import Count, Offer, Session
from catalogue.organisations.models import Municipality, School
from portal.bookings.models import Booking
from portal.waiting.states import PASSED, PLACE, RUNNING, STATUSES


class WaitingPlace(Moving):
    """A school waits for an offer that is full: how much, for whom, and on which dates (none named: any date).

    `number` is its place in the queue of the offer, which never changes. When its turn comes, `quantity` places are
    held (of `session`, when the offer has dates) until `kept_until`. `passed` says why it was passed over last.
    """

    KIND: ClassVar[str] = "waiting_place"
    MOVES = PLACE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="queue")
    school = models.ForeignKey(School, models.PROTECT, related_name="waiting_places")
    number = models.PositiveIntegerField()
    units = Count()
    pupils = Count()
    quantity = models.PositiveIntegerField()
    year_groups = models.JSONField(default=list, blank=True)
    sessions = models.ManyToManyField(Session, blank=True, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    kept_until = models.DateTimeField(null=True, blank=True)
    passed = models.CharField(max_length=12, choices=PASSED, blank=True)
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, blank=True, related_name="+")
    joined_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="waiting_status_known"),
            models.UniqueConstraint(fields=["offer", "number"], name="one_number_in_a_queue"),
            models.UniqueConstraint(
                fields=["offer", "school"], condition=Q(status__in=RUNNING), name="one_place_per_school"
            ),
        ]
        indexes = [models.Index(fields=["status", "kept_until"], name="waiting_to_lapse")]

    def __str__(self) -> str:
        return f"{self.number} for {self.offer_id} ({self.status})"
