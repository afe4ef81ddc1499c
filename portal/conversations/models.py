"""Rows of conversations: messages of one side of a booking to the other, and the files that go with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Thing
from portal.bookings.models import Booking
from portal.bookings.states import SIDES
from portal.claims.private_files import PrivateFile

MOST_WORDS = 2000


class Saying(Thing):
    """What somebody wrote in a conversation, and never edits: `person` wrote it, `name` is what others read."""

    KIND: ClassVar[str] = ""

    person = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    words = models.TextField(max_length=MOST_WORDS, blank=True)

    class Meta:
        abstract = True


class Message(Saying):
    """What one `side` of a booking wrote to the other. Taken back, its words and files are gone.

    `read_at`: when somebody of the other side first saw it.
    """

    KIND: ClassVar[str] = "message"

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=SIDES)
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


class Attachment(PrivateFile):
    """A private file with a message, for the two sides of its booking only."""

    KIND: ClassVar[str] = "attachment"

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="messages/%Y/%m", max_length=200)

    class Meta:
        ordering = ["created_at", "pk"]
