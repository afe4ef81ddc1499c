"""What the worker does after something came free: find the offer and serve its queue."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from catalogue.offers.models import Offer
from portal.clock.turns import for_each
from portal.waiting import actions, queries
from portal.waiting.models import WaitingPlace


def after_booking(booking_id: UUID) -> None:
    """A booking ended or moved."""
    _serve(Offer.objects.filter(bookings__pk=booking_id, waiting__gt=0).values_list("pk", flat=True).first())


def after_place(place_id: UUID) -> None:
    """Somebody joined or left, or a kept place lapsed."""
    rows = WaitingPlace.objects.filter(pk=place_id, offer__waiting__gt=0)
    _serve(rows.values_list("offer", flat=True).first())


def keep_queues() -> None:
    """By the clock: what was kept long enough lapses, and every queue is served: a date or a place may be new."""
    try:
        for_each(queries.overdue(timezone.now()), actions.lapse)
    finally:
        for_each(queries.offers_waited_for(), actions.serve)


def _serve(offer: UUID | None) -> None:
    if offer is not None:
        actions.serve(offer)
