"""Rows of conversations: messages of one side of a booking to the other, and the files that go with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Thing
from portal.bookings.models import Booking
from portal.bookings.states import SIDES
from portal.claims.states import NOT_SCANNED, SCANS

MOST_WORDS = 2000


class Message(Thing):
    """What one `side` of a booking wrote to the other. It is never edited; taken back, its words and files are gone.

    `read_at`: when somebody of the other side first saw it. `person` wrote it, `name` is what the other side reads.
    """

    KIND: ClassVar[str] = "message"

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=SIDES)
    person = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=dict(SIDES)), name="message_side_known"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(words=""), name="message_taken_back_says_nothing"
            ),
        ]
        indexes = [
            models.Index(
                fields=["booking", "side"], condition=Q(read_at=None, taken_back_at=None), name="message_unread"
            )
        ]

    def __str__(self) -> str:
        return f"message of the {self.side} about {self.booking_id}"


class Attachment(Thing):
    """A private file with a message, for the two sides of its booking only."""

    KIND: ClassVar[str] = "attachment"

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="messages/%Y/%m", max_length=200)
    scan = models.CharField(max_length=10, choices=SCANS, default=NOT_SCANNED)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name
