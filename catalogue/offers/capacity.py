"""Places are taken and given back in one conditional UPDATE each; a CHECK constraint stands behind it.

The lock order of the house (docs/adr/0011): bookings that exist, then the session, then the offer, then the
entitlement of a fixed offer, then accounts.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers.indexing import index_all
from catalogue.offers.models import Offer, Session

_HAS_ROOM = Q(capacity__isnull=True)


def take(offer: Offer, session: Session | None, quantity: int) -> None:
    """Take `quantity` places. `Refused("capacity_exhausted")` when fewer are left; nothing was taken then.

    `Refused("wrong_state")` when the offer is not published any more.
    """
    room = _HAS_ROOM | Q(capacity__gte=F("taken") + quantity)
    if session and not Session.objects.filter(room, pk=session.pk).update(taken=F("taken") + quantity):
        raise Refused("capacity_exhausted", _("There is not enough room left on this date. Choose another date."))
    if Offer.objects.filter(room, pk=offer.pk, status="published").update(taken=F("taken") + quantity):
        if session and _full(session.pk):
            index_all([offer.pk])  # its month may have no places any more
        return
    if not Offer.objects.filter(pk=offer.pk, status="published").exists():
        raise Refused("wrong_state", _("This offer is not published any more. Choose another offer."))
    raise Refused("capacity_exhausted", _("There are not enough places left. Choose fewer, or another offer."))


def move(before: Session | None, to: Session | None, quantity: int) -> None:
    """From one session to another, by id; the places of the offer stay taken. `Refused("capacity_exhausted")`."""
    changes = {before.pk: -quantity} if before else {}
    if to:
        changes[to.pk] = changes.get(to.pk, 0) + quantity
    for session_id in sorted(changes):
        room = _HAS_ROOM | Q(capacity__gte=F("taken") + changes[session_id])
        if not Session.objects.filter(room, pk=session_id).update(taken=F("taken") + changes[session_id]):
            raise Refused("capacity_exhausted", _("There is not enough room left on this date. Choose another date."))
    if any(_full(session_id, again=max(0, -change)) for session_id, change in changes.items()):
        index_all({each.offer_id for each in (before, to) if each})


def give_back(offer_id: UUID, session_id: UUID | None, quantity: int) -> None:
    """Return `quantity` places that were taken before."""
    if session_id:
        Session.objects.filter(pk=session_id).update(taken=F("taken") - quantity)
    Offer.objects.filter(pk=offer_id).update(taken=F("taken") - quantity)
    if session_id and _full(session_id, again=quantity):
        index_all([offer_id])


def _full(session_id: UUID, *, again: int = 0) -> bool:
    """Whether the session has no places left; or had none before so many came free again."""
    return Session.objects.filter(pk=session_id, taken__gte=F("capacity") - again).exists()
