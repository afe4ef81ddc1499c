"""Who writes to whom about a booking, and until when a message can be taken back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from catalogue.actor import Actor
from catalogue.programmes.queries import number
from portal.bookings.models import Booking
from portal.bookings.rules import asked_for, provides
from portal.bookings.states import HOLDS_PLACES, PROVIDER, SCHOOL
from portal.conversations.models import Message

MINUTE = 60  # seconds
# There is a provider to write to from the request on; about a fee both may still want to say something.
OPEN = HOLDS_PLACES | {"cancelled_late"}


def side_of(actor: Actor, booking: Booking) -> str:
    """For whom the actor writes: the provider; the school (who decides for it, or made the booking); or nobody."""
    if provides(actor, booking):
        return PROVIDER
    return SCHOOL if asked_for(actor, booking) else ""


def may_write(actor: Actor, booking: Booking) -> bool:
    """Both sides, as long as there is something to arrange."""
    return bool(side_of(actor, booking)) and booking.status in OPEN


def other(side: str) -> str:
    """The side that reads what this one writes."""
    return SCHOOL if side == PROVIDER else PROVIDER


def minutes_to_take_back() -> int:
    """How long a message can be taken back, or get another file: one statement."""
    return int(number("message.take_back.seconds", timezone.localdate())) // MINUTE


def is_own_and_fresh(actor: Actor, message: Message, minutes: int) -> bool:
    """Written by this very person, so few minutes ago, and not taken back."""
    own = bool(actor.person) and message.person == actor.person and message.taken_back_at is None
    return own and timezone.now() <= message.created_at + timedelta(minutes=minutes)
