"""The deeds on calendar feeds."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added
from catalogue.validation import validated
from portal.calendars import rules
from portal.calendars.models import CalendarFeed
from portal.calendars.states import ALL
from portal.people.models import Membership
from portal.people.rules import is_own


@deed
def open_feed(membership: Membership, *, by: Actor, scope: str = ALL) -> CalendarFeed:
    """An address for the calendar of this person, in the language of now. `scope`: `all` or `own`.

    `Forbidden("wrong_role")` unless it is the person itself, of a school, board or provider;
    `Refused("feed_exists")` when there is one already: remove it to get another address.
    """
    sentence = _("Only people of a school, a school board or a provider have a calendar, each for themselves.")
    may = rules.may_follow(by) and is_own(by, membership) and scope in rules.scopes_of(by)
    require(may, "wrong_role", sentence)
    if CalendarFeed.objects.filter(membership=membership, scope=scope).exists():
        raise Refused("feed_exists", _("You have this calendar already. Remove it first to get a new address."))
    language = translation.get_language() or settings.LANGUAGE_CODE
    return added(validated(CalendarFeed(membership=membership, scope=scope, language=language)), by=by)


@deed
def close_feed(feed: CalendarFeed, *, by: Actor) -> None:
    """Its address is no good any more, wherever it was pasted."""
    require(is_own(by, feed.membership), "not_yours", _("This calendar is somebody else's."))
    record("calendar_feed.removed", feed, by=by)
    feed.delete()
