"""Invoices: made by the portal for approved claims; the municipality sees all that it pays, a provider its own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, Since, ids, words
from api.conventions.resources import Download, Listing, Resource, Showing, not_offered
from api.conventions.shapes import Euros, Id, Ref, Shape
from portal.invoices import queries
from portal.invoices.states import KINDS, STATUSES


class InvoiceShape(Shape):
    """An invoice; `grossAmount` is what is paid."""

    id = Id()
    number = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    status = serializers.ChoiceField(STATUSES)
    claim = Id(source="claim_id")
    provider = Ref()
    issued_on = serializers.DateField()
    due_on = serializers.DateField()
    paid_on = serializers.DateField(allow_null=True)
    net_amount = Euros()
    vat_amount = Euros()
    gross_amount = Euros()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class InvoiceFilters(Filters):
    """Invoices by what they are about."""

    status = words([code for code, _label in STATUSES])
    kind = words([code for code, _label in KINDS])
    claim = ids("claim")
    provider = ids("provider")
    issued_after = Since("issued_on")
    issued_before = Since("issued_on", "lte")


class OfInvoices(Resource):
    """Where invoices come from and how they look."""

    shape = InvoiceShape
    scopes = {"GET": "invoices:read"}

    def visible(self) -> QuerySet[Any]:
        """A provider sees its own, the municipality those that it pays."""
        return queries.visible_to(self.actor)


class Invoices(OfInvoices, Listing):
    """Invoices, the latest number first."""

    filters = InvoiceFilters


class Invoice(OfInvoices, Showing):
    """One invoice."""


class InvoiceFile(OfInvoices, Download):
    """A file of an invoice. 409 `not_issued` while it is being made."""

    kind = ""

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept when the invoice was issued."""
        document = queries.document_of(thing, self.kind)
        if document is None:
            raise not_offered("not_issued", _("This invoice is still being made. Ask again in a few seconds."))
        return bytes(document.content), f"{thing.number}.{'xml' if self.kind == 'ubl' else 'pdf'}"


class Ubl(InvoiceFile):
    """The invoice as UBL 2.1 (NLCIUS), for bookkeeping software. 409 `not_issued` while it is being made."""

    kind = "ubl"
    media_type = "application/xml"


class Pdf(InvoiceFile):
    """The invoice as PDF/A-3 with the UBL inside, for people. 409 `not_issued` while it is being made."""

    kind = "pdf"
    media_type = "application/pdf"


urls = [
    path("invoices", Invoices.as_view()),
    path("invoices/<uuid:id>", Invoice.as_view()),
    path("invoices/<uuid:id>/ubl", Ubl.as_view()),
    path("invoices/<uuid:id>/pdf", Pdf.as_view()),
]
