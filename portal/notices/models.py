"""Rows of what people are told: how they want it, each letter, the letters of a day together, and reminders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Thing
from portal.bookings.models import Booking
from portal.notices.states import ALWAYS, FREQUENCIES, KINDS, NEVER, SUBJECTS
from portal.people.models import Membership


class NoticeChoice(Thing):
    """How often a person, in one role, wants to hear of a kind of event. Without a row: at once."""

    KIND: ClassVar[str] = "notice_choice"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=12, choices=KINDS)
    frequency = models.CharField(max_length=8, choices=FREQUENCIES)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind"], name="one_choice_per_kind"),
            models.CheckConstraint(condition=~Q(kind__in=ALWAYS, frequency=NEVER), name="notice_kind_not_never"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"


class NoticeDigest(Thing):
    """Everything that somebody hears once a day: one letter per address and day, never a second one."""

    KIND: ClassVar[str] = "notice_digest"

    to = models.EmailField()
    day = models.DateField()
    municipality_id = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "day"], name="one_notice_digest_per_day")]

    def __str__(self) -> str:
        return f"digest of {self.day}"


class Notice(Thing):
    """One event told to one reader. A member hears it as it chose; who stands in for a member, as that member chose.

    `gathered`: it waits for the letter of the day. One per journal line and address, so nothing is told twice.
    """

    KIND: ClassVar[str] = "notice"

    line = models.ForeignKey(JournalLine, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="notices")
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS)
    to = models.EmailField()
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    instead_of = models.CharField(max_length=120, blank=True)
    municipality_id = models.UUIDField(null=True, blank=True)
    gathered = models.BooleanField(default=False)
    digest = models.ForeignKey(NoticeDigest, models.PROTECT, null=True, blank=True, related_name="notices")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["line", "to"], name="one_notice_per_line_and_reader")]
        indexes = [
            models.Index(fields=["to", "created_at"], condition=Q(gathered=True, digest=None), name="notice_of_the_day")
        ]

    def __str__(self) -> str:
        return f"{self.kind} to a member of {self.membership_id}"


class BookingReminder(Thing):
    """Somebody was reminded of a booking: once per subject and day that it is about."""

    KIND: ClassVar[str] = "booking_reminder"

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=12, choices=SUBJECTS)
    day = models.DateField()
    municipality_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "about", "day"], name="one_reminder_per_day_of_it")]

    def __str__(self) -> str:
        return f"{self.about} of {self.booking_id}"
