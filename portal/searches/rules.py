"""Who keeps searches, and when letters about them go."""

from __future__ import annotations

from datetime import date, timedelta

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from portal.searches.models import SavedSearch

WEEK = 7


def may_keep(actor: Actor) -> bool:
    """People of a school or a board: those who choose."""
    return actor.is_one_of(*SCHOOL_ROLES, BOARD)


def day_after(day: date, frequency: str) -> date | None:
    """When the letter after this day goes: the next day, the next Monday, or never."""
    if frequency == "daily":
        return day + timedelta(days=1)
    return day + timedelta(days=WEEK - day.weekday()) if frequency == "weekly" else None


def may_be_told(search: SavedSearch) -> bool:
    """The person still works there, may sign in, and wants letters."""
    membership = search.membership
    return search.frequency != "never" and membership.ended_at is None and membership.user.is_active
