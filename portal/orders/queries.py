"""Which purchase orders an actor sees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from catalogue.actor import Actor
from portal.orders.models import OrderFile, PurchaseOrder


def visible_to(actor: Actor) -> QuerySet[PurchaseOrder]:
    """A provider sees the orders to it, the municipality those that it placed, newest first; others none."""
    rows = PurchaseOrder.objects.select_related("provider", "municipality", "booking__school", "booking__revision")
    rows = rows.defer("content")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def open_of(provider_id: UUID | None) -> QuerySet[PurchaseOrder]:
    """The live orders to a provider of which money is still set aside, oldest first."""
    if provider_id is None:
        return PurchaseOrder.objects.none()
    rows = PurchaseOrder.objects.filter(provider_id=provider_id, status="issued", booking__reserved__gt=0)
    return rows.select_related("booking__school", "booking__revision", "municipality").order_by("ordered_on", "number")


def ordered_of(provider_id: UUID) -> bool:
    """Whether a live order to this provider is there, so that it may send an invoice of its own."""
    return PurchaseOrder.objects.filter(provider_id=provider_id, status="issued").exists()


def file_of(order: PurchaseOrder) -> OrderFile | None:
    """The PDF of an order that the caller got by `visible_to`; `None` while it is being made."""
    return OrderFile.objects.filter(order=order).first()
