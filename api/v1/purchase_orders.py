"""Purchase orders: made for bookings that the municipality orders; a provider sends an invoice that names the order."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Download, Listing, Resource, Showing, not_offered
from api.conventions.shapes import Euros, Id, Ref, Shape
from portal.orders import queries
from portal.orders.states import STATUSES


class PurchaseOrderShape(Shape):
    """What is ordered, for which school, for how much (without VAT); `number` goes on the invoice (BT-13)."""

    id = Id()
    number = serializers.CharField()
    status = serializers.ChoiceField(STATUSES)
    provider = Ref()
    school = Ref(source="booking.school")
    booking = Id(source="booking_id")
    what = serializers.CharField(source="booking.revision.title")
    amount = Euros()
    ordered_on = serializers.DateField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class OrderFilters(Filters):
    """Orders by how far they are, and for what."""

    status = words([code for code, _label in STATUSES])
    provider = ids("provider")
    booking = ids("booking")


class OfOrders(Resource):
    """Where they come from and how they look."""

    shape = PurchaseOrderShape
    scopes = {"GET": "invoices:read"}

    def visible(self) -> QuerySet[Any]:
        """A provider sees the orders to it, the municipality its own."""
        return queries.visible_to(self.actor)


class PurchaseOrders(OfOrders, Listing):
    """Purchase orders, the latest first."""

    filters = OrderFilters


class PurchaseOrder(OfOrders, Showing):
    """One order."""


class Pdf(OfOrders, Download):
    """The order as PDF/A-3. 409 `not_issued` while it is being made."""

    media_type = "application/pdf"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept when the order was issued."""
        found = queries.file_of(thing)
        if found is None:
            raise not_offered("not_issued", _("This order is still being made. Ask again in a few seconds."))
        return bytes(found.content), f"{thing.number}.pdf"


urls = [
    path("purchase-orders", PurchaseOrders.as_view()),
    path("purchase-orders/<uuid:id>", PurchaseOrder.as_view()),
    path("purchase-orders/<uuid:id>/pdf", Pdf.as_view()),
]
