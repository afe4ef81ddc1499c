"""Invoices that providers write themselves: sent in, looked at by the worker, and judged when they differ."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.parsers import Upload
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Document, Euros, Id, Ref, Shape, Text
from catalogue.errors import Invalid
from portal.claims import queries as claims
from portal.invoices import queries, receiving
from portal.invoices.examining import Typed
from portal.invoices.models import ReceivedInvoice as Row
from portal.invoices.receiving_states import STATUSES, WAYS
from portal.orders import queries as orders

TYPED = ("number", "issued_on", "net_amount", "vat_amount")


class InvoiceFindingShape(Shape):
    """A rule of the standards that it breaks; one that only warns does not make it invalid."""

    rule = serializers.CharField()
    warning = serializers.BooleanField()
    words = serializers.CharField()


class InvoiceDifferenceShape(Shape):
    """How it differs from what was approved."""

    code = serializers.CharField()
    sentence = serializers.CharField()


class ReceivedInvoiceShape(Shape):
    """An invoice as it was sent in. `invoice` is there once it is to be paid."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    via = serializers.ChoiceField(WAYS)
    number = serializers.CharField()
    name = serializers.CharField()
    provider = Ref()
    claim = Id(source="claim_id", allow_null=True)
    purchase_order = Id(source="order_id", allow_null=True)
    invoice = Id(source="invoice_id", allow_null=True)
    received_on = serializers.DateField()
    findings = InvoiceFindingShape(many=True)
    differences = InvoiceDifferenceShape(many=True)
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewReceivedInvoice(Shape):
    """The file (UBL, or PDF), the claim or order that it is for, and for a PDF without UBL in it what it says."""

    file = Document(max_length=200)
    claim = Id(required=False)
    purchase_order = Id(required=False)
    number = Text(max_length=40, required=False)
    issued_on = Day(required=False)
    net_amount = Euros(required=False)
    vat_amount = Euros(required=False)
    iban = Text(max_length=34, required=False, default="")


class NewAcceptance(Shape):
    """Why it may be paid although it differs, and the claim that it is for when it does not say so."""

    reason = Text(max_length=500)
    claim = Id(required=False)


class NewRefusal(Shape):
    """Why: the provider reads it."""

    reason = Text(max_length=500)


class ReceivedFilters(Filters):
    """Invoices that came in, by how far they are."""

    status = words([code for code, _label in STATUSES])
    provider = ids("provider")
    claim = ids("claim")


class OfReceived(Resource):
    """Where they come from and how they look."""

    shape = ReceivedInvoiceShape
    scopes = {"GET": "invoices:read", "POST": "invoices:write"}

    def visible(self) -> QuerySet[Any]:
        """A provider sees what it sent in, the municipality what was sent to it."""
        return queries.received_visible_to(self.actor)


class ReceivedInvoices(OfReceived, Listing, Making):
    """What was sent in, newest first. A form with `file`; it is looked at within seconds, by the worker."""

    body = NewReceivedInvoice
    filters = ReceivedFilters
    parser_classes = [Upload]

    def make(self, given: dict[str, Any]) -> Row:
        """By a manager of the provider."""
        upload = given["file"]
        claim = self.named(claims.visible_to(self.actor), given["claim"], "#/claim") if "claim" in given else None
        named = given.get("purchase_order")
        order = self.named(orders.visible_to(self.actor), named, "#/purchaseOrder") if named else None
        return receiving.receive(
            upload.read(), name=upload.name, claim=claim, order=order, typed=_typed(given), by=self.actor
        )


class ReceivedInvoice(OfReceived, Showing):
    """One of them."""


class Acceptances(OfReceived, Deed):
    """Take it in although it differs; it is paid to the account that is known."""

    body = NewAcceptance
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        if named := given.pop("claim", None):
            given["claim"] = self.named(claims.visible_to(self.actor), named, "#/claim")
        return receiving.accept(thing, by=self.actor, **given)


class Refusals(OfReceived, Deed):
    """Send it back; the provider can send another one."""

    body = NewRefusal
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        return receiving.refuse(thing, by=self.actor, **given)


class ReceivedFile(OfReceived, Download):
    """The file as it came."""

    media_type = "application/octet-stream"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """Never shown, only kept: it is somebody else's."""
        return bytes(thing.file), f"{thing.number or thing.pk}.{'xml' if thing.kind == 'ubl' else 'pdf'}"


def _typed(given: dict[str, Any]) -> Typed | None:
    """All that a plain PDF needs, or nothing."""
    named = [name for name in TYPED if name in given]
    if not named:
        return None
    if len(named) < len(TYPED):
        sentence = _("Fill in number, day, amount without VAT and VAT, or none of these.")
        raise Invalid.field("#/number", "required", sentence)
    return Typed(given["number"], given["issued_on"], given["net_amount"], given["vat_amount"], given["iban"])


urls = [
    path("received-invoices", ReceivedInvoices.as_view()),
    path("received-invoices/<uuid:id>", ReceivedInvoice.as_view()),
    path("received-invoices/<uuid:id>/file", ReceivedFile.as_view()),
    path("received-invoices/<uuid:id>/acceptances", Acceptances.as_view()),
    path("received-invoices/<uuid:id>/refusals", Refusals.as_view()),
]
