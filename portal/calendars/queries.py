"""Which feeds an actor has, whose feed an address is, and which bookings stand in it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.calendars.models import CalendarFeed
from portal.calendars.rules import is_live
from portal.calendars.states import OWN
from portal.people.queries import actor_of, in_role_of

SALT = "calendars.feed"


def own(actor: Actor) -> QuerySet[CalendarFeed]:
    """The feeds of the person in this role; nobody sees those of another person."""
    return CalendarFeed.objects.filter(in_role_of(actor)).select_related("membership")


def token_of(feed: CalendarFeed) -> str:
    """What makes the address of a feed unguessable. The database does not hold it."""
    return signing.Signer(salt=SALT, sep=".").sign(feed.pk.hex)


def by_token(token: str) -> CalendarFeed | None:
    """The feed of this address; `None` when it is not ours, was removed, or its person does not work there any more."""
    try:
        pk = UUID(signing.Signer(salt=SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = CalendarFeed.objects.select_related(
        "membership__user", "membership__school", "membership__board", "membership__provider"
    )
    feed = rows.filter(pk=pk).first()
    return feed if feed and is_live(feed) else None


def bookings_of(feed: CalendarFeed) -> QuerySet[Booking]:
    """The bookings of a feed: what its person sees, of the last year and of all that is to come."""
    membership = feed.membership
    since = timezone.now() - timedelta(days=settings.CALENDAR_DAYS_BACK)
    lately = Q(session__ends_at__gte=since) | Q(session__isnull=True, created_at__gte=since)
    rows = with_session(bookings.visible_to(actor_of(membership))).filter(lately).order_by("created_at", "pk")
    return rows.filter(requested_by=str(membership.user_id)) if feed.scope == OWN else rows


def with_session(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """The bookings with what an event needs, in the statement that finds them."""
    return rows.select_related("session").prefetch_related(None)
