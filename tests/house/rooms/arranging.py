"""Conversations, and what people hear of what happened."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from catalogue.lifecycle import added
from portal.notices.models import BookingReminder, NoticeDigest
from portal.notices.queries import stop_token
from tests import cast
from tests.cast import Town
from tests.portal.conversations.said import a_map, message

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    bookings/<uuid:id>/messages          talked-booking  kring library
POST   bookings/<uuid:id>/messages          talked-booking  decides library
POST   bookings/<uuid:id>/message-reads     talked-booking  decides library
POST   messages/<uuid:id>/attachments       message         coordinator
POST   messages/<uuid:id>/withdrawals       message         coordinator
GET    notice-choices                       -               signed-in
POST   notice-choices                       -               schools library musician officer assessor finance controller
GET    message-attachments/<uuid:id>        attachment      kring library
"""
PAGES = """
GET  account/notices                        -               schools library musician officer assessor finance controller
POST account/notices                        -               schools library musician officer assessor finance controller
GET  notices/stop/<str:token>               stop-notices    everybody
POST notices/stop/<str:token>               stop-notices    everybody
POST school/bookings/<uuid:pk>/write        talked-booking  decides
POST school/messages/<uuid:pk>/take-back    message         coordinator
GET  school/messages/files/<uuid:pk>        attachment      kring
POST provider/bookings/<uuid:pk>/write      talked-booking  library
POST provider/messages/<uuid:pk>/take-back  provider-message  librarian
GET  provider/messages/files/<uuid:pk>      attachment      library
"""


READERS = {"messages": "coordinator"}


def another(town: Town) -> dict[str, Any]:
    """Three messages about the newest booking of De Kring."""
    booking = cast.booking(town, cast.offer(town, price=Decimal("1.00")), units=1)
    for _each in range(3):
        message(town, booking)
    return {}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A booking about which both sides wrote."""
    cheap = cast.offer(town, price=Decimal("1.00"))
    said = message(town, cast.booking(town, cheap, units=1), file=a_map())
    answer = message(town, said.booking, "librarian")
    reminder = BookingReminder.objects.create(
        booking=said.booking, about="upcoming", day=timezone.localdate(), municipality_id=town.municipality.pk
    )
    added(reminder, by=cast.OPERATOR)
    digest = NoticeDigest.objects.create(to=town.membership["planner"].user.email, day=timezone.localdate())
    added(digest, by=cast.OPERATOR)
    return {
        "stop-notices": stop_token(town.membership["coordinator"].pk, "message"),
        "talked-booking": said.booking_id, "message": said.pk, "provider-message": answer.pk,
        "attachment": said.attachments.get().pk,
    }  # fmt: skip


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is written."""
    return {
        "notice-choices": {"kind": "message", "frequency": "daily"},
        "bookings/<uuid:id>/messages": {"words": "Is er een beamer?"},
        "messages/<uuid:id>/attachments": {"file": ""},
        "bookings/<uuid:pk>/write": {"words": "Is er een beamer?"},
    }
