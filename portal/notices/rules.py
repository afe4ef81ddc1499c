"""Who is told how often, and when the letter of the day goes out."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from catalogue.actor import BOARD, PROVIDER_ROLES, SCHOOL_ROLES, Actor
from catalogue.programmes.queries import number
from portal.notices.states import ALWAYS, AT_ONCE, BOTH, FREQUENCIES, NEVER, OF_ROLES, OTHER, PROVIDER, SCHOOL


def kinds_of(role: str) -> tuple[str, ...]:
    """What somebody in this role may hear of."""
    return OF_ROLES.get(role, ())


def frequencies_of(kind: str) -> list[str]:
    """What may be chosen: nobody can shut out what silence has consequences for."""
    return [code for code, _label in FREQUENCIES if code != NEVER or kind not in ALWAYS]


def may_choose(actor: Actor) -> bool:
    """Everybody whose role hears anything, each for themselves."""
    return bool(actor.person) and bool(kinds_of(actor.role))


def chosen(frequency: str | None) -> str:
    """At once, as long as nothing else was chosen."""
    return frequency or AT_ONCE


def side_told(whom: str, role: str) -> str:
    """The side that hears of what somebody in a role did: both, when it was neither of the two."""
    if whom != OTHER:
        return whom
    if role in PROVIDER_ROLES:
        return SCHOOL
    return PROVIDER if role in (*SCHOOL_ROLES, BOARD) else BOTH


def morning(now: datetime) -> datetime:
    """From when today's letters may go (`notice.daily.hour`)."""
    today: date = timezone.localdate(now)
    hour = int(number("notice.daily.hour", today))
    return timezone.make_aware(datetime.combine(today, time(hour)))
