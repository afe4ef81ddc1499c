"""Invoices on what the municipality ordered: which order one is for, and the claim that is paid and accounted for."""

from __future__ import annotations

from django.db.models import Q

from portal.claims.models import Claim
from portal.claims.ordering import claim_for_order
from portal.invoices.actions import WORKER
from portal.invoices.document import InvoiceDocument
from portal.invoices.models import ReceivedInvoice
from portal.orders.models import PurchaseOrder


def order_for(row: ReceivedInvoice, document: InvoiceDocument) -> PurchaseOrder | None:
    """The order that it was sent with, or the one whose number it gives (BT-13, or BT-10 of who filled that in)."""
    if row.order:
        return row.order
    named = [each.strip() for each in (document.order_reference, document.buyer_reference) if each]
    own = Q(provider=row.provider_id, municipality=row.municipality_id, number__in=named)
    return PurchaseOrder.objects.filter(own).select_related("booking").first() if named else None


def claim_of_order(row: ReceivedInvoice, document: InvoiceDocument) -> Claim | None:
    """The claim under an invoice on an order; nothing before the delivery is reported, or when all was invoiced."""
    order = row.order
    if order is None or order.status != "issued":
        return row.claim
    return claim_for_order(order.booking, document.net, submitted_by=row.sent_by, by=WORKER) or row.claim
