"""Places are taken and given back in one conditional UPDATE each; a CHECK constraint stands behind it.

The lock order of the house (docs/adr/0011): bookings that exist, then waiting places, then the session, then the offer,
then the entitlement of a fixed offer, then accounts.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers.indexing import index_all
from catalogue.offers.models import Offer, Session

_HAS_ROOM = Q(capacity__isnull=True)


def take(offer: Offer, session: Session | None, quantity: int, *, in_turn: bool = False) -> None:
    """Take `quantity` places. `Refused("capacity_exhausted")` when fewer are left; nothing was taken then.

    `Refused("wrong_state")` when the offer is not published any more; `Refused("waiting_list")` while others wait for a
    place, unless it is taken `in_turn`, for who waits.
    """
    free = Q() if in_turn else Q(waiting=0)
    room = _HAS_ROOM | Q(capacity__gte=F("taken") + quantity)
    if session and not Session.objects.filter(room, pk=session.pk).update(taken=F("taken") + quantity):
        raise _no_room()
    if Offer.objects.filter(room, free, pk=offer.pk, status="published").update(taken=F("taken") + quantity):
        if session and _full(session.pk):
            index_all([offer.pk])  # its month may have no places any more
        return
    now = Offer.objects.filter(pk=offer.pk).only("status", "waiting", "capacity", "taken").first()
    raise (refusal(now, None, quantity, in_turn=in_turn) if now else None) or _too_few()


def refusal(offer: Offer, session: Session | None, quantity: int, *, in_turn: bool = False) -> Refused | None:
    """What `take` would refuse by these rows as they were read; `None` when there is room. Takes nothing."""
    if offer.status != "published":
        return Refused("wrong_state", _("This offer is not published any more. Choose another offer."))
    if session and session.capacity_left is not None and session.capacity_left < quantity:
        return _no_room()
    if offer.waiting and not in_turn:
        return others_wait()
    if offer.capacity_left is not None and offer.capacity_left < quantity:
        return _too_few()
    return None


def move(before: Session | None, to: Session | None, quantity: int) -> None:
    """From one session to another, by id; the places of the offer stay taken.

    `Refused("capacity_exhausted")`; `Refused("waiting_list")` while others wait for a place on one of its dates.
    """
    changes = {before.pk: -quantity} if before else {}
    if to and Offer.objects.filter(pk=to.offer_id, waiting__gt=0).exists():
        raise others_wait()
    if to:
        changes[to.pk] = changes.get(to.pk, 0) + quantity
    for session_id in sorted(changes):
        room = _HAS_ROOM | Q(capacity__gte=F("taken") + changes[session_id])
        if not Session.objects.filter(room, pk=session_id).update(taken=F("taken") + changes[session_id]):
            raise _no_room()
    if any(_full(session_id, again=max(0, -change)) for session_id, change in changes.items()):
        index_all({each.offer_id for each in (before, to) if each})


def give_back(offer_id: UUID, session_id: UUID | None, quantity: int) -> None:
    """Return `quantity` places that were taken before."""
    if session_id:
        Session.objects.filter(pk=session_id).update(taken=F("taken") - quantity)
    Offer.objects.filter(pk=offer_id).update(taken=F("taken") - quantity)
    if session_id and _full(session_id, again=quantity):
        index_all([offer_id])


def hold_dates(offer_id: UUID) -> None:
    """Hold all dates of the offer, by id, before the offer itself: for who takes or gives back on several of them."""
    rows = Session.objects.select_for_update(no_key=True).filter(offer=offer_id)
    list(rows.order_by("pk").values_list("pk"))


def queue(offer_id: UUID, change: int) -> None:
    """One more (or fewer) who waits for a place of this offer."""
    Offer.objects.filter(pk=offer_id).update(waiting=F("waiting") + change)


def others_wait() -> Refused:
    """A place that is free belongs to who waits longest."""
    sentence = _(
        "Others wait for a place of this offer. Put your school on the waiting list: it is served in its turn."
    )
    return Refused("waiting_list", sentence)


def _no_room() -> Refused:
    return Refused("capacity_exhausted", _("There is not enough room left on this date. Choose another date."))


def _too_few() -> Refused:
    return Refused("capacity_exhausted", _("There are not enough places left. Choose fewer, or another offer."))


def _full(session_id: UUID, *, again: int = 0) -> bool:
    """Whether the session has no places left; or had none before so many came free again."""
    return Session.objects.filter(pk=session_id, taken__gte=F("capacity") - again).exists()
