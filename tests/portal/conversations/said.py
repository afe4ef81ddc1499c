"""Somebody writes about a booking."""

from __future__ import annotations

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.bookings.models import Booking
from portal.conversations import actions
from portal.conversations.models import Message
from tests import cast
from tests.cast import Town

PDF = b"%PDF-1.7 plattegrond"


def a_map(name: str = "plattegrond.pdf") -> File[bytes]:
    """A file that may go with a message."""
    return SimpleUploadedFile(name, PDF)


def message(
    town: Town,
    booking: Booking | None = None,
    who: str = "coordinator",
    words: str = "Is er een beamer?",
    file: File[bytes] | None = None,
) -> Message:
    """A message about a booking of De Kring at the library."""
    return actions.write(booking or cast.booking(town), words=words, file=file, by=town.actor(who))
