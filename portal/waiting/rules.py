"""Who waits, who takes a place that is kept, and how long it is kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused, require
from catalogue.lifecycle import allowed
from catalogue.offers.models import Offer, Session
from catalogue.organisations.rules import acts_for, decides_for
from portal.waiting.models import WaitingPlace
from portal.waiting.states import STATUSES


def may_join(actor: Actor, place: WaitingPlace) -> bool:
    """Anybody of the school, or of its board."""
    return acts_for(actor, place.school)


def may_leave(actor: Actor, place: WaitingPlace) -> bool:
    """Anybody of the school, as long as nothing came of it."""
    return acts_for(actor, place.school) and allowed(place, "left")


def may_take(actor: Actor, place: WaitingPlace) -> bool:
    """Who decides for the school, while the place is kept."""
    return decides_for(actor, place.school) and is_kept(place)


def is_kept(place: WaitingPlace) -> bool:
    """The place is held for this school, and its time is not over."""
    return place.status == "offered" and place.kept_until is not None and timezone.now() < place.kept_until


def kept_until(offer: Offer, session: Session | None, now: datetime) -> datetime:
    """How long a place that comes free now is kept: the hours of the programme, while its date can still be booked."""
    until: datetime = now + timedelta(hours=offer.programme.waiting_hours)
    return min(until, last_moment(offer, session)) if session else until


def last_moment(offer: Offer, session: Session) -> datetime:
    """Until when a date can be booked: the end of the last day that leaves the provider its time to prepare."""
    starts = timezone.localtime(session.starts_at)
    last = starts.date() - timedelta(days=offer.text.lead_time_days)
    midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return min(midnight, session.starts_at)


def insist(right_person: bool, right_moment: bool, place: WaitingPlace) -> None:
    """Not your deed: `Forbidden("wrong_role")`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    sentence = _("Your role does not allow this for this waiting place. Ask a colleague who may do it.")
    require(right_person, "wrong_role", sentence)
    if not right_moment:
        wrong = _("This place in the waiting list is now “%(status)s”, so this is not possible. Reload the page.")
        raise Refused("wrong_state", wrong % {"status": dict(STATUSES)[place.status]})
