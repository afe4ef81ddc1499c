"""Rows of purchase orders. The number is drawn in the transaction that writes the order, so no order is there twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import EuroField
from catalogue.organisations.models import Municipality, Provider
from portal.bookings.models import Booking
from portal.orders.states import PURCHASE_ORDER, STATUSES


class OrderSeries(models.Model):
    """A gapless row of numbers of purchase orders: per municipality and year."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "order series"
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="one_order_series")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}: {self.last}"


class PurchaseOrder(Moving):
    """What the municipality orders of a provider for a school. `content` is all that it says; `amount` has no VAT.

    A booking that changes gets another order; the one before is withdrawn.
    """

    KIND: ClassVar[str] = "purchase_order"
    MOVES = PURCHASE_ORDER

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="purchase_orders")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="purchase_orders")
    number = models.CharField(max_length=40)
    ordered_on = models.DateField()
    amount = EuroField()
    content = models.JSONField()

    class Meta:
        ordering = ["-ordered_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_order_per_number"),
            models.UniqueConstraint(fields=["booking"], condition=~Q(status="withdrawn"), name="one_live_order"),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="order_status_known"),
        ]
        indexes = [models.Index(fields=["provider", "-ordered_on"], name="order_of_provider")]

    def __str__(self) -> str:
        return self.number


class OrderFile(models.Model):
    """The PDF of an order, with its hash: written once."""

    order = models.OneToOneField(PurchaseOrder, models.PROTECT, related_name="file")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.order_id}"
