"""The letter to a school whose silence is about to accept a delivery. Sent by the worker, from the outbox."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, COORDINATOR
from catalogue.journal.lease import Lease
from portal.bookings.models import Booking
from portal.bookings.queries import accepted_silently_on
from portal.bookings.reports import Report, report_of
from portal.people.models import User
from portal.post.actions import Message, send


def remind_to_judge(booking_id: UUID, lease: Lease) -> None:
    """Write to who decides for the school, each in their own language; to nobody when it answered meanwhile."""
    rows = Booking.objects.select_related("revision", "provider", "offer__programme").prefetch_related("deliveries")
    booking = rows.filter(pk=booking_id, status="delivered").first()
    report = report_of(booking) if booking else None
    if booking is None or report is None:
        return
    mine = User.objects.filter(is_active=True, memberships__school=booking.school_id, memberships__ended_at=None)
    deciding = mine.filter(memberships__role__in=[COORDINATOR, BUDGET_HOLDER, BOARD]).order_by("created_at", "pk")
    send(lease, [_letter(booking, report, user) for user in deciding.distinct()])


def _letter(booking: Booking, report: Report, user: User) -> Message:
    with translation.override(user.language):
        return Message(user.email, *_said(booking, report, user), user.language)


def _said(booking: Booking, report: Report, user: User) -> tuple[str, str]:
    """The subject and the words, in the language that is chosen now."""
    day = accepted_silently_on(booking)
    shown = {
        "offer": booking.revision.title, "provider": booking.provider.name, "sessions": report.sessions,
        "pupils": report.pupils_reached, "on": date_format(report.date, "j F Y"),
        "day": date_format(day, "j F Y") if day else "",
    }  # fmt: skip
    parts = (
        _("Dear %(name)s,") % {"name": user.name},
        _("%(provider)s reported “%(offer)s”: %(sessions)s times, %(pupils)s pupils, the last time on %(on)s.") % shown,
        _("Say whether that is right. Without an answer it counts as right from %(day)s, and it is paid.") % shown,
        f"{settings.PUBLIC_URL}{reverse('schools:booking', args=[booking.pk])}",
    )
    return _("Was this delivered? %(offer)s") % shown, "\n\n".join(parts)
