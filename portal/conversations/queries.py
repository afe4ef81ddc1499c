"""Which messages an actor sees. Only the two sides of a booking do; the municipality does not."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from catalogue.actor import BOARD, TEACHER, Actor
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import PROVIDER, SCHOOL
from portal.conversations.models import Attachment, Message
from portal.conversations.rules import OPEN


def talked_about(actor: Actor) -> QuerySet[Booking]:
    """The bookings whose conversation the actor may read: those of the own school, board or provider."""
    rows = bookings.visible_to(actor)
    return rows if actor.school or actor.board or actor.provider else rows.none()


def visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages of both sides about those bookings, oldest first, with their files: two statements."""
    mine = talked_about(actor).order_by().values("pk")
    rows = Message.objects.filter(booking__in=mine).prefetch_related("attachments")
    return rows.select_related("booking__school", "booking__provider").order_by("created_at", "pk")


def attachments_visible_to(actor: Actor) -> QuerySet[Attachment]:
    """The files of the messages that the actor sees."""
    rows = visible_to(actor).order_by().prefetch_related(None).select_related(None)
    return Attachment.objects.filter(message__in=rows.values("pk"))


def unread_by(side: str) -> QuerySet[Message]:
    """What the other side wrote and nobody of this side saw yet."""
    return Message.objects.filter(side=PROVIDER if side == SCHOOL else SCHOOL, read_at=None, taken_back_at=None)


def with_unread(actor: Actor) -> QuerySet[Any]:
    """The bookings of the own school or provider with something unread; `written_at`: since when. One statement.

    A teacher only gets what the teacher asked for itself; a board leaves arranging to its schools.
    """
    if actor.role == BOARD:
        return Booking.objects.none()
    waiting = unread_by(PROVIDER if actor.provider else SCHOOL).order_by("created_at")
    rows = talked_about(actor).prefetch_related(None).filter(status__in=OPEN)
    if actor.role == TEACHER:
        rows = rows.filter(requested_by=actor.person)
    since = waiting.filter(booking=OuterRef("pk")).values("created_at")[:1]
    rows = rows.filter(pk__in=waiting.order_by().values("booking"))
    return rows.annotate(written_at=Subquery(since)).order_by("written_at", "pk")
