"""Bookings as iCalendar (RFC 5545). The same bookings give the same bytes.

An event keeps its UID for ever, and its SEQUENCE grows with every change: a calendar moves or takes away the event that
it has, and never makes a second one. Moments are in UTC, so that no time zone needs to be explained.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from portal.bookings.models import Booking
from portal.bookings.states import STATUSES
from portal.calendars.models import CalendarFeed
from portal.calendars.queries import bookings_of
from portal.calendars.states import OTHERWISE, OWN, STATUS

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)  # SEQUENCE counts seconds from here, and fits 32 bits until 2088
REFRESH = timedelta(hours=1)
WORDS = dict(STATUSES)


def written(feed: CalendarFeed) -> bytes:
    """The calendar of a feed, in its language."""
    with translation.override(feed.language):
        name = _("Bookings of %(name)s") % {"name": feed.membership.organisation}
        if feed.scope == OWN:
            name = _("My bookings at %(name)s") % {"name": feed.membership.organisation}
        at_provider = feed.membership.provider_id is not None
        return calendar(bookings_of(feed), name=name, at_provider=at_provider)


def calendar(rows: Iterable[Booking], *, name: str, at_provider: bool) -> bytes:
    """A calendar under a name. `at_provider`: read by a provider, who wants to know the school, not its own name."""
    made = Calendar()
    made.add("prodid", "-//Keuzeportaal//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("name", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for booking in rows:
        if booking.planned_on:
            made.add_component(_event(booking, at_provider))
    return bytes(made.to_ical())


def _event(booking: Booking, at_provider: bool) -> Event:
    made, session = Event(), booking.session
    changed = max(booking.updated_at, session.updated_at) if session else booking.updated_at
    made.add("uid", str(booking.pk))
    made.add("sequence", int((changed - BEGINNING).total_seconds()))
    made.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    made.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    made.add("status", STATUS.get(booking.status, OTHERWISE))
    begins, ends = _when(booking)
    made.add("dtstart", begins)
    made.add("dtend", ends)
    whom = booking.school.name if at_provider else booking.provider.name
    made.add("summary", f"{booking.revision.title} · {whom}")
    if place := (session and session.place) or booking.revision.place:
        made.add("location", place)
    made.add("description", _words(booking))
    page = "providers:booking" if at_provider else "schools:booking"
    made.add("url", f"{settings.PUBLIC_URL}{reverse(page, args=[booking.pk])}")
    return made


def _when(booking: Booking) -> tuple[date, date]:
    """The moments of the session; a day that was only wished for takes the whole day."""
    if session := booking.session:
        return session.starts_at.astimezone(UTC), session.ends_at.astimezone(UTC)
    day = booking.planned_on
    assert day is not None  # who has no day is left out
    return day, day + timedelta(days=1)


def _words(booking: Booking) -> str:
    pupils = ngettext("%(number)s pupil", "%(number)s pupils", booking.pupils) % {"number": booking.pupils}
    if booking.adults:
        pupils += ", " + ngettext("%(number)s adult", "%(number)s adults", booking.adults) % {"number": booking.adults}
    lines = [f"{booking.school.name} · {pupils}", str(WORDS[booking.status])]
    if not booking.session:
        lines.append(_("A wished day: the time is still to be agreed."))
    return "\n".join(lines)
