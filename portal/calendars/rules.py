"""Who may have a calendar feed."""

from __future__ import annotations

from catalogue.actor import BOARD, PROVIDER_ROLES, SCHOOL_ROLES, Actor
from portal.calendars.models import CalendarFeed
from portal.calendars.states import ALL, SCOPES

WITH_BOOKINGS = (*SCHOOL_ROLES, BOARD, *PROVIDER_ROLES)


def may_follow(actor: Actor) -> bool:
    """People of schools, boards and providers: those whose days the bookings fill."""
    return actor.is_one_of(*WITH_BOOKINGS)


def scopes_of(actor: Actor) -> list[str]:
    """What a feed of this actor can show: only people of a school ask for bookings themselves."""
    return [scope for scope, _label in SCOPES if scope == ALL or actor.is_one_of(*SCHOOL_ROLES)]


def is_live(feed: CalendarFeed) -> bool:
    """The person still works there and may sign in."""
    return feed.membership.ended_at is None and feed.membership.user.is_active
