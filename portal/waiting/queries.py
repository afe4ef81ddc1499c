"""Which waiting places an actor sees, who is next, and whose time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Offer, Session
from portal.budgets.models import Account
from portal.waiting import rules
from portal.waiting.models import WaitingPlace
from portal.waiting.states import RUNNING


def visible_to(actor: Actor) -> QuerySet[WaitingPlace]:
    """A school (or board) sees its own, a provider those of its offers, the municipality all; in order of the queue.

    Each has `before`: how many wait longer for the same offer.
    """
    longer = Q(offer__queue__status="waiting", offer__queue__number__lt=F("number"))
    rows = WaitingPlace.objects.select_related(
        "school", "offer__programme", "offer__provider", "offer__revision", "session", "booking"
    )
    rows = rows.annotate(before=Count("offer__queue", filter=longer)).order_by("offer__revision__title", "number")
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
    if actor.provider:
        return rows.filter(offer__provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def running(actor: Actor) -> QuerySet[WaitingPlace]:
    """Those that something can still come of."""
    return visible_to(actor).filter(status__in=RUNNING)


def kept_for(actor: Actor) -> QuerySet[WaitingPlace]:
    """The places that are kept for the own school(s) now, the first to lapse on top."""
    if not (actor.school or actor.board):
        return WaitingPlace.objects.none()
    return visible_to(actor).filter(status="offered").order_by("kept_until")


def overdue(now: datetime) -> QuerySet[WaitingPlace]:
    """Places that were kept long enough."""
    return WaitingPlace.objects.filter(status="offered", kept_until__lte=now).order_by("kept_until", "pk")


def offers_waited_for() -> list[UUID]:
    """The published offers that somebody waits for."""
    return list(Offer.objects.filter(waiting__gt=0, status="published").order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits for an offer, as counts: how many schools, for how many units, and for how many a place is kept."""

    offer: Offer
    schools: int
    units: int
    kept: int


def queues_of(actor: Actor) -> list[Queue]:
    """The queues for the offers of the acting provider, the longest first; no names. Two statements, if any waits."""
    if not actor.provider:
        return []
    rows = WaitingPlace.objects.filter(offer__provider=actor.provider, status__in=RUNNING).order_by()
    found = rows.values("offer").annotate(
        schools=Count("pk"), wanted=Sum("units"), kept=Count("pk", filter=Q(status="offered"))
    )
    counts = {row["offer"]: row for row in found}
    offers = Offer.objects.filter(pk__in=counts).select_related("revision") if counts else []
    made = [Queue(each, *(counts[each.pk][name] for name in ("schools", "wanted", "kept"))) for each in offers]
    return sorted(made, key=lambda queue: (-queue.schools, queue.offer.text.title))


def is_full(offer: Offer) -> bool:
    """Others wait for it, nothing of it is left, or it has dates to come and none of them has room."""
    if offer.waiting or offer.capacity_left == 0:
        return True
    coming = list(Session.objects.filter(offer=offer.pk, starts_at__gt=timezone.now()))
    return bool(coming) and all(session.capacity_left == 0 for session in coming)


def dates_of(place: WaitingPlace, now: datetime) -> list[Session]:
    """The dates that suit the school and can still be booked, the first on top; empty when the offer has no dates."""
    coming = Session.objects.filter(offer=place.offer_id, starts_at__gt=now).order_by("starts_at", "pk")
    named = [session.pk for session in place.sessions.all()]
    rows = coming.filter(pk__in=named) if named else coming
    return [session for session in rows if rules.last_moment(place.offer, session) > now]


def can_pay(place: WaitingPlace) -> bool:
    """An optional offer costs the school its budget; a fixed one does not."""
    offer = place.offer
    price = offer.text.price * place.quantity
    if offer.kind == "fixed" or not price:
        return True
    account = Account.objects.filter(school=place.school_id, programme=offer.programme_id).first()
    return account is not None and account.common >= price  # what teams have is theirs to choose
