"""The deeds of waiting lists. Whoever waits longest is served first; who is passed over is told why.

Lock order (docs/adr/0011): the places of the queue in their order, then the session, then the offer; who serves several
places holds all dates first. While anybody waits for an offer, its free places are not for newcomers
(`catalogue.offers.capacity`), so nobody slips in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO
from catalogue.offers import capacity
from catalogue.offers.models import Offer, Session
from catalogue.organisations.models import School
from catalogue.validation import validated
from portal.bookings import actions as bookings
from portal.bookings import rules as booking_rules
from portal.bookings.models import Booking
from portal.bookings.windows import round_for
from portal.waiting import queries, rules
from portal.waiting.models import WaitingPlace
from portal.waiting.states import RUNNING

QUEUE = system("waiting list")


@deed
def join(
    school: School, offer: Offer, *, units: int, pupils: int, by: Actor, year_groups: Sequence[str] = (),
    sessions: Sequence[Session] = (),
) -> WaitingPlace:  # fmt: skip
    """Wait for an offer that is full, or that others wait for. `sessions`: the dates that suit (none: any).

    `Forbidden("not_your_school")`; `Refused("not_full")` when it can be booked at once, `Refused("waits_already")`, and
    what `bookings.book` refuses of the offer itself; `Invalid` per wrong field. The worker serves the queue after this.
    """
    place = WaitingPlace(
        municipality_id=school.municipality_id, offer=offer, school=school, status="waiting", units=units,
        pupils=pupils, year_groups=list(year_groups), joined_by=by.person, quantity=0, number=0,
    )  # fmt: skip
    require(rules.may_join(by, place), "not_your_school", _("Only people of this school can wait for it."))
    booking_rules.fits(school, offer, None)
    faults = booking_rules.faults_of(
        offer.text, units=units, pupils=pupils, year_groups=year_groups, dates=[], own_contribution=ZERO
    )  # fmt: skip
    check(faults)
    if any(session.offer_id != offer.pk for session in sessions):
        raise Invalid.field("#/sessions", "unknown", _("Choose dates of this offer."))
    place.quantity = booking_rules.quantity_of(offer.text, units, pupils)
    capacity.queue(offer.pk, 1)  # holds the offer: numbers are given one at a time
    if WaitingPlace.objects.filter(offer=offer, school=school, status__in=RUNNING).exists():
        raise Refused("waits_already", _("Your school waits for this offer already."))
    if _is_free(place, sessions):
        raise Refused("not_full", _("There is room: your school can book this at once."))
    last = WaitingPlace.objects.filter(offer=offer).aggregate(last=Max("number"))["last"] or 0
    place.number = last + 1
    validated(place)
    place.sessions.set(sessions)
    return added(place, by=by, data={"number": place.number, "quantity": place.quantity})


@deed
def leave(place: WaitingPlace, *, by: Actor, reason: str = "") -> WaitingPlace:
    """The school waits no longer; a place that was kept for it goes to who is next."""
    rules.insist(rules.may_join(by, place), rules.may_leave(by, place), place)
    return _end(place, "left", by, reason)


@deed
def take(place: WaitingPlace, *, by: Actor) -> Booking:
    """Book the place that is kept, at the terms of today. What `bookings.book` refuses is refused, and it stays kept.

    `Forbidden("wrong_role")`; `Refused("place_lapsed")` when its time is over.
    """
    right_person = rules.may_join(by, place) and booking_rules.decides(by, place.school)
    rules.insist(right_person, place.status == "offered", place)
    if not rules.is_kept(place):
        raise Refused("place_lapsed", _("This place was kept until its time was over. Join the list again."))
    move(place, "taken", by=by)
    booking = bookings.book(
        place.school, place.offer, units=place.units, pupils=place.pupils, year_groups=place.year_groups,
        session=place.session, by=by, placed=True,
    )  # fmt: skip
    if booking.quantity != place.quantity:  # sold otherwise since: what was held is not what is needed
        raise Refused("place_lapsed", _("This offer changed while you waited. Join the list again."))
    WaitingPlace.objects.filter(pk=place.pk).update(booking=booking)
    place.booking = booking
    return booking


@deed
def lapse(place: WaitingPlace, *, by: Actor = QUEUE) -> WaitingPlace:
    """The time is over: what was kept is free for who is next."""
    if place.kept_until is None or place.kept_until > timezone.now():
        raise Refused("wrong_state", _("The time of this place is not over yet."))
    return _end(place, "lapsed", by, "")


@deed
def end_queue(offer_id: UUID, *, by: Actor = QUEUE) -> list[WaitingPlace]:
    """The offer was withdrawn: nobody waits for it any more, and each who did is told why. Twice changes nothing.

    Called by the worker; an offer that is published again meanwhile keeps its queue.
    """
    offer = Offer.objects.filter(pk=offer_id, status="withdrawn").first()
    if offer is None:
        return []
    rows = WaitingPlace.objects.select_for_update(of=("self",)).filter(offer=offer_id, status__in=RUNNING)
    places, reason = list(rows.order_by("number")), _("The provider does not give this offer any more.")
    capacity.hold_dates(offer_id)
    return [_end(place, "ended", by, reason) for place in places]


@deed
def serve(offer_id: UUID, *, by: Actor = QUEUE) -> list[WaitingPlace]:
    """Keep what is free for who waits, the longest first; called by the worker, twice changes nothing.

    Who cannot use it now (too few places, too little budget, not bookable or in no round) is passed over, with the
    reason kept.
    """
    rows = WaitingPlace.objects.select_for_update(of=("self",)).filter(offer=offer_id, status="waiting")
    queue = list(
        rows.select_related("school", "offer__programme", "offer__revision", "offer__provider").order_by("number")
    )
    capacity.hold_dates(offer_id)
    now = timezone.now()
    served = []
    for place in queue:
        why = _keep(place, now, by)
        if not why:
            served.append(place)
        elif why != place.passed:
            change(place, event="passed", by=by, because=why, passed=why)
    return served


def _keep(place: WaitingPlace, now: datetime, by: Actor) -> str:
    """Hold places for it; or why not."""
    try:
        booking_rules.fits(place.school, place.offer, None)
        round_for(place.school, place.offer)
    except Refused:
        return "not_bookable"
    if not queries.can_pay(place):
        return "budget"
    dated = Session.objects.filter(offer=place.offer_id).exists()
    for session in queries.dates_of(place, now) if dated else [None]:
        if session and not _has_room(session.capacity, session.taken, place.quantity):
            continue
        try:
            with transaction.atomic():
                capacity.take(place.offer, session, place.quantity, in_turn=True)
        except Refused:
            continue
        capacity.queue(place.offer_id, -1)
        until = rules.kept_until(place.offer, session, now)
        move(place, "offered", by=by, session=session, kept_until=until, data={"until": until.isoformat()})
        return ""
    return "no_room"


def _end(place: WaitingPlace, to: str, by: Actor, reason: str) -> WaitingPlace:
    """Out of the queue. What was held is given back; who only waited is counted no longer."""
    held = place.status == "offered"
    move(place, to, by=by, because=reason)
    if held:
        capacity.give_back(place.offer_id, place.session_id, place.quantity)
    else:
        capacity.queue(place.offer_id, -1)
    return place


def _is_free(place: WaitingPlace, sessions: Sequence[Session]) -> bool:
    """Whether the school can book one of its dates at once: there is room, and nobody waits but itself."""
    offer = Offer.objects.get(pk=place.offer_id)
    if offer.waiting > 1 or not _has_room(offer.capacity, offer.taken, place.quantity):
        return False
    coming = Session.objects.filter(offer=offer.pk, starts_at__gt=timezone.now())
    dates = coming.filter(pk__in=[each.pk for each in sessions]) if sessions else coming
    if not sessions and not Session.objects.filter(offer=offer.pk).exists():
        return True
    return any(_has_room(each.capacity, each.taken, place.quantity) for each in dates)


def _has_room(most: int | None, taken: int, quantity: int) -> bool:
    return most is None or taken + quantity <= most
