"""What the municipality orders itself of the music school: a booking of € 250, its order, and the invoice on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.journal.outbox import drain
from catalogue.programmes import actions as programmes
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.invoices.document import InvoiceDocument, Line, vat_specification
from portal.invoices.drafting import customer_of, supplier_of
from portal.orders.models import PurchaseOrder
from tests import cast
from tests.cast import Town


def confirmed(town: Town, *, price: str = "125.00", units: int = 2) -> Booking:
    """A confirmed booking that the municipality orders, before the worker came; what is booked next schools order."""
    programmes.let_order(town.programme, ordered_by="municipality", by=town.actor("officer"))
    made = cast.offer(town, provider="musician", price=Decimal(price))
    booking = cast.booking(town, made, status="confirmed", units=units)
    programmes.let_order(town.programme, ordered_by="school", by=town.actor("officer"))
    return booking


def order(town: Town, *, price: str = "125.00", units: int = 2) -> PurchaseOrder:
    """The issued order of such a booking."""
    booking = confirmed(town, price=price, units=units)
    drain()
    rows = PurchaseOrder.objects.select_related("provider", "municipality", "booking")
    return rows.get(booking=booking)


def delivered(town: Town, booking: Booking) -> Booking:
    """Reported by the music school and accepted by the school; the worker has come by."""
    booking = Booking.objects.get(pk=booking.pk)
    bookings.deliver(
        booking, date=timezone.localdate(), sessions=booking.units, pupils_reached=48, by=town.actor("musician")
    )
    drain()
    booking.refresh_from_db()
    return bookings.accept(booking, by=town.actor("coordinator"))


def invoice_on(made: PurchaseOrder, **changes: Any) -> InvoiceDocument:
    """The invoice that fits the order to the cent, unless a change says otherwise."""
    today, net = timezone.localdate(), changes.pop("net", made.amount)
    line = Line(1, "Muziekles in de klas", Decimal(1), "C62", net, net, "S", Decimal("21.00"), delivered_on=today)
    rows = vat_specification((line,), {})
    said: dict[str, Any] = {
        "number": "2026-0031", "type_code": "380", "issued_on": today, "due_on": today,
        "supplier": supplier_of(made.provider), "customer": customer_of(made.municipality),
        "buyer_reference": None, "order_reference": made.number, "preceding_invoice": None, "lines": (line,),
        "vat_lines": rows, "net": net, "vat": rows[0].tax, "gross": net + rows[0].tax, "self_billed_words": None,
        "notes": (), "programme": "", "claim_reference": "",
    }  # fmt: skip
    return InvoiceDocument(**{**said, **changes})
