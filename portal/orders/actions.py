"""The deeds on purchase orders (DOMAIN § 7 row 8), called by the worker; each may be called twice.

`number` draws the next number and freezes what the order says, in one transaction; `render` makes the page outside
any; `issue` keeps it. A booking that ends takes its order with it, one that changes gets another.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.lifecycle import added, move
from catalogue.organisations.models import Municipality
from catalogue.sql import update_returning
from portal.bookings.models import Booking
from portal.bookings.states import CONFIRMED
from portal.letters.pdf import render_pdf
from portal.orders.models import OrderFile, OrderSeries, PurchaseOrder
from portal.orders.wording import content_of

WORKER = system("orders")


@deed
def number(booking_id: UUID) -> PurchaseOrder | None:
    """A pending order with the next number for a confirmed booking that the municipality orders; else nothing.

    The one that exists when called again. After a split another takes its place, for what is left.
    """
    existing = PurchaseOrder.objects.filter(booking_id=booking_id).exclude(status="withdrawn").first()
    rows = Booking.objects.select_related("municipality", "provider", "school", "revision", "session")
    booking = rows.get(pk=booking_id)
    if not booking.is_ordered or booking.status not in CONFIRMED:
        return existing
    if existing and existing.amount == booking.charged:
        return existing
    if existing:
        _withdraw(booking_id, _("The booking was split: another order takes its place."), WORKER)
    today = timezone.localdate()
    drawn = _next(booking.municipality, today.year)
    made = PurchaseOrder(
        status="pending", municipality=booking.municipality, provider=booking.provider, booking=booking, number=drawn,
        ordered_on=today, amount=booking.charged, content=content_of(booking, drawn, today),
    )  # fmt: skip
    made.save(force_insert=True)
    return added(made, by=WORKER, data={"number": drawn, "amount": str(made.amount)})


def render(order_id: UUID) -> bytes:
    """The PDF of a numbered order: slow, and changes nothing."""
    return render_pdf(PurchaseOrder.objects.get(pk=order_id).content)


@deed
def issue(order_id: UUID, content: bytes) -> PurchaseOrder:
    """Keep the PDF and issue the order; does nothing when that was done, or when it was withdrawn before."""
    made = PurchaseOrder.objects.get(pk=order_id)
    if made.status != "pending":
        return made
    OrderFile.objects.create(order=made, content=content, sha256=hashlib.sha256(content).hexdigest())
    return move(made, "issued", by=WORKER, data={"number": made.number})


@deed
def end(booking_id: UUID, *, by: Actor) -> None:
    """The booking ended before its delivery: its order is withdrawn. A late cancellation keeps it, for the fee."""
    _withdraw(booking_id, _("The booking was cancelled."), by)


def _withdraw(booking_id: UUID, because: str, by: Actor) -> None:
    for live in PurchaseOrder.objects.filter(booking_id=booking_id).exclude(status="withdrawn"):
        move(live, "withdrawn", by=by, because=because, data={"number": live.number})


def _next(payer: Municipality, year: int) -> str:
    """The next number, drawn in the transaction of the caller: the row lock of the UPDATE makes others queue."""
    series = OrderSeries.objects.filter(municipality=payer, year=year)
    drawn = update_returning(series, ("last",), last=F("last") + 1)
    if not drawn:
        OrderSeries.objects.bulk_create([OrderSeries(municipality=payer, year=year)], ignore_conflicts=True)
        drawn = update_returning(series, ("last",), last=F("last") + 1)
    return f"{payer.code}-IO-{year}-{drawn[0]['last']:05d}"
