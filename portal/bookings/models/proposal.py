"""Rows of what is proposed about a booking."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalogue.lifecycle import Moving
from catalogue.offers.models import Session
from catalogue.organisations.models import Municipality
from portal.bookings.models.booking import Booking
from portal.bookings.states import DATE_PROPOSAL, SIDES


class DateProposal(Moving):
    """Other dates for a booking: one side proposes them with a word, the other answers. One is open at a time.

    A `session` of the offer, or `wished_dates` (most wanted first). `proposed_by` is the person who did it.
    """

    KIND: ClassVar[str] = "date_proposal"
    MOVES = DATE_PROPOSAL

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="date_proposals")
    side = models.CharField(max_length=10, choices=SIDES)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    wished_dates = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=list(DATE_PROPOSAL), side__in=list(dict(SIDES))), name="proposal_words_known"
            ),
            models.UniqueConstraint(
                fields=["booking"], condition=Q(status="open"), name="one_open_proposal_per_booking"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal for {self.booking_id} ({self.status})"

    @property
    def days(self) -> list[date]:
        """The day of its session, or the days that it names."""
        if self.session:
            return [timezone.localtime(self.session.starts_at).date()]
        return [date.fromisoformat(day) for day in self.wished_dates]
