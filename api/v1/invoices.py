"""Invoices: made by the portal for approved claims; the municipality sees all that it pays, a provider its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, Since, ids, words
from api.conventions.resources import Deed, Download, Listing, Resource, Showing, not_offered
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue.money import ZERO
from portal.invoices import crediting, queries
from portal.invoices.credit_notes import earlier, frozen, left_of
from portal.invoices.models import Invoice as Row
from portal.invoices.states import KINDS, STATUSES

MOST_LINES = 200
SAID = ("description", "quantity", "unit_price", "amount")


class NumberedShape(Shape):
    """A credit note by its number."""

    id = Id()
    number = serializers.CharField()
    gross_amount = Euros()


class InvoiceShape(Shape):
    """An invoice. `toPay` is what is paid of it: less what was credited or set off. Of a credit note `toRecover` is
    what the payer has still to get back.
    """

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
    credited_amount = Euros()
    set_off = Euros()
    to_pay = Euros()
    credits = Id(source="credits_id", allow_null=True)
    credit_notes = NumberedShape(many=True)
    reason = serializers.CharField()
    to_recover = Euros()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class InvoiceLineShape(Shape):
    """A line of an invoice, by the number that a credit note names; `left` is what was not credited yet."""

    line = serializers.IntegerField()
    description = serializers.CharField()
    quantity = serializers.CharField()
    unit_price = Euros()
    amount = Euros()
    left = Euros()


class InvoiceLinesShape(Shape):
    """The lines of an invoice, in their order."""

    results = InvoiceLineShape(many=True)


class CreditLine(Shape):
    """A line of the invoice and how much of it, without VAT, is credited."""

    line = Whole(least=1, most=9999)
    amount = Euros()


class NewCreditNote(Shape):
    """Why, and which lines (all that is left, when none are named). `remainder`: the money goes back to the account
    (`release`), or stays reserved for the booking so that it can be claimed again (`keep`).
    """

    reason = Text(max_length=500)
    lines = Rows(CreditLine(), least=1, most=MOST_LINES, required=False)
    remainder = Word(("release", "keep"), required=False, default="release")


class NewRecovery(Shape):
    """How money that was paid too much comes back: `returned` (`on` a day), or `set_off` (`against` an invoice)."""

    how = Word(("returned", "set_off"))
    on = Day(required=False)
    against = Id(required=False)


class InvoiceFilters(Filters):
    """Invoices by what they are about."""

    status = words([code for code, _label in STATUSES])
    kind = words([code for code, _label in KINDS])
    claim = ids("claim")
    provider = ids("provider")
    issued_after = Since("issued_on")
    issued_before = Since("issued_on", "lte")


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
