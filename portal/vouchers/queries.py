"""Which vouchers an actor sees, and how many of a booking were used."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from catalogue.actor import Actor
from portal.bookings.models import Booking
from portal.vouchers.models import PaidByUse, Voucher

# agreed before the school asked, and still sold per pupil: another revision may have another unit
BY_USE = Q(offer__paid_by_use__created_at__lte=F("first_asked_at"), revision__unit="pupil")


def visible_to(actor: Actor) -> QuerySet[Voucher]:
    """A school (or board) sees its own; a provider only those that it took in, since a code is the proof of use;
    the municipality all of its own.
    """
    rows = Voucher.objects.select_related("booking__school", "booking__offer__revision", "booking__provider")
    if actor.school:
        return rows.filter(booking__school=actor.school)
    if actor.board:
        return rows.filter(booking__school__board=actor.board)
    if actor.provider:
        return rows.filter(booking__provider=actor.provider, status="used")
    return rows.filter(booking__municipality=actor.municipality) if actor.municipality else rows.none()


def terms_visible_to(actor: Actor) -> QuerySet[PaidByUse]:
    """The offers that are paid by use: a provider's own, else those of the municipality of who looks."""
    rows = PaidByUse.objects.select_related("offer__revision", "offer__provider").order_by("valid_until", "pk")
    if actor.provider:
        return rows.filter(offer__provider=actor.provider)
    if actor.school:
        return rows.filter(offer__municipality__schools=actor.school)
    if actor.board:
        return rows.filter(offer__municipality__schools__board=actor.board).distinct()
    return rows.filter(offer__municipality=actor.municipality) if actor.municipality else rows.none()


def used_of(bookings: Collection[UUID]) -> dict[UUID, int]:
    """How many vouchers were used, of those of these bookings that are paid by use."""
    rows = Booking.objects.filter(BY_USE, pk__in=bookings).order_by()
    used = rows.annotate(used_=Count("vouchers", filter=Q(vouchers__status="used")))
    return dict(used.values_list("pk", "used_"))


def terms_of(booking: Booking) -> PaidByUse | None:
    """The terms under which it was booked; nothing when it is not paid by use."""
    row = Booking.objects.filter(BY_USE, pk=booking.pk).order_by().values("offer")
    return PaidByUse.objects.filter(offer__in=row).first()


def to_lapse(today: date) -> QuerySet[Voucher]:
    """Vouchers whose last day is over."""
    return Voucher.objects.filter(status="issued", booking__offer__paid_by_use__valid_until__lt=today).order_by("pk")
