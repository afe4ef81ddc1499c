"""From when on the radar warns, and what was reminded already."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.programmes.models import Programme
from portal.radar.models import RadarTerms, Reminder


def terms_of(programme: Programme) -> RadarTerms:
    """The terms of the radar in a programme; the defaults when nobody set any. One statement."""
    found = RadarTerms.objects.filter(programme=programme).first()
    return found or RadarTerms(programme=programme, municipality_id=programme.municipality_id)


def reminders_visible_to(actor: Actor) -> QuerySet[Reminder]:
    """The reminders that the own municipality sent, newest first."""
    rows = Reminder.objects.select_related("school", "provider").order_by("-created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def last_reminders(programme: Programme) -> dict[tuple[UUID, str], Reminder]:
    """By organisation and subject: the reminder that went last. One statement."""
    rows = Reminder.objects.filter(programme=programme).order_by("created_at")
    return {(whom, row.about): row for row in rows if (whom := row.school_id or row.provider_id)}


def again_on(reminder: Reminder | None, terms: RadarTerms) -> date | None:
    """The first day on which the same may be said again; `None`: it may be said today."""
    if reminder is None:
        return None
    day = timezone.localdate(reminder.created_at) + timedelta(days=terms.remind_every_days)
    return day if day > timezone.localdate() else None
