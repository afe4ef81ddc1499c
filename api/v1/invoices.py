"""Invoices: made by the portal for approved claims; the municipality sees all that it pays, a provider its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Deed, Download, Listing, Resource, Showing, not_offered
from api.v1.invoice_shapes import (
    InvoiceFilters,
    InvoiceLineShape,
    InvoiceLinesShape,
    InvoiceShape,
    NewCreditNote,
    NewRecovery,
)
from catalogue.money import ZERO
from portal.invoices import crediting, queries
from portal.invoices.credit_notes import earlier, frozen, left_of
from portal.invoices.models import Invoice as Row

SAID = ("description", "quantity", "unit_price", "amount")


class AnyInvoice(Resource):
    """Where invoices come from."""

    scopes = {"GET": "invoices:read", "POST": "invoices:write"}

    def visible(self) -> QuerySet[Any]:
        """A provider sees its own, the municipality those that it pays."""
        return queries.visible_to(self.actor)


class OfInvoices(AnyInvoice):
    """How they look."""

    shape = InvoiceShape


class Invoices(OfInvoices, Listing):
    """Invoices, the latest number first."""

    filters = InvoiceFilters


class Invoice(OfInvoices, Showing):
    """One invoice."""


class InvoiceLines(AnyInvoice):
    """What the invoice says, line by line."""

    shape = InvoiceLinesShape

    def get(self, request: Request, id: UUID) -> Response:
        """Every line, with what is left of it."""
        found = self.thing(id)
        document = frozen(found)
        left = left_of(document, earlier(found)) if found.kind != "credit_note" else {}
        rows = [
            {"line": line.number, "left": left.get(line.number, ZERO), **{name: getattr(line, name) for name in SAID}}
            for line in document.lines
        ]
        return Response({"results": InvoiceLineShape(rows, many=True).data})


class CreditNotes(OfInvoices, Deed):
    """Credit an invoice, whole or in part; answers with the invoice. The money goes back to where it came from."""

    body = NewCreditNote
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        if lines := given.pop("lines", None):
            given["lines"] = [(each["line"], each["amount"]) for each in lines]
        return crediting.credit(thing, by=self.actor, **given)


class Recoveries(OfInvoices, Deed):
    """Money that was paid too much came back; answers with the credit note."""

    body = NewRecovery
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer."""
        if named := given.pop("against", None):
            given["against"] = self.named(self.visible(), named, "#/against")
        return crediting.recover(thing, by=self.actor, **given)


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
    path("invoices/<uuid:id>/lines", InvoiceLines.as_view()),
    path("invoices/<uuid:id>/credit-notes", CreditNotes.as_view()),
    path("invoices/<uuid:id>/recoveries", Recoveries.as_view()),
    path("invoices/<uuid:id>/ubl", Ubl.as_view()),
    path("invoices/<uuid:id>/pdf", Pdf.as_view()),
]
