"""What a provider says of an invoice that was written in its name, what is answered, and having it sent again."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers

from api.conventions.etags import check_tags
from api.conventions.resources import Deed
from api.conventions.row_by_row import RowByRow
from api.conventions.shapes import Id, Shape, Text
from api.v1.invoice_shapes import InvoiceShape
from api.v1.invoices import OfInvoices
from portal.invoices import accepting, actions
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.queries import acceptance_of

WRITE = {"POST": "invoices:write"}


class NewInvoiceObjection(Shape):
    """What is wrong: the municipality reads it."""

    reason = Text(max_length=500)


class NewObjectionAnswer(Shape):
    """Why the invoice stays as it is: the provider reads it."""

    reason = Text(max_length=500)


class RowAcceptance(Shape):
    """One row of many: which invoice, in which version (`ifMatch`, the ETag that was read)."""

    invoice = Id()
    if_match = Text(max_length=80, required=False)


class RowAcceptanceResultShape(Shape):
    """What became of one row: the invoice as it now is, or the problem that kept it as it was."""

    invoice = serializers.CharField(allow_null=True)
    status = serializers.IntegerField(help_text="200, or the status of the problem")
    result = InvoiceShape(allow_null=True)
    problem = serializers.DictField(allow_null=True)


class RowAcceptanceResultsShape(Shape):
    """One result per row, in the order of the rows."""

    results = RowAcceptanceResultShape(many=True)


class InvoiceAcceptance(OfInvoices, Deed):
    """The provider accepts the invoice; answers with it. 409 `not_asked` for one that it wrote itself."""

    def do(self, thing: Any, given: dict[str, Any]) -> Acceptance:
        """By a manager of the provider."""
        return accepting.accept(acceptance_of(thing), by=self.actor)


class InvoiceObjection(OfInvoices, Deed):
    """The provider says what is wrong: the invoice goes into no batch until that is answered."""

    body = NewInvoiceObjection

    def do(self, thing: Any, given: dict[str, Any]) -> Acceptance:
        """By a manager of the provider."""
        return accepting.object_to(acceptance_of(thing), by=self.actor, **given)


class ObjectionAnswer(OfInvoices, Deed):
    """The municipality keeps the invoice as it is; to put it right it is credited (`/credit-notes`)."""

    body = NewObjectionAnswer
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Acceptance:
        """By finance or an assessor without an interest in the claim."""
        return accepting.keep(acceptance_of(thing), by=self.actor, **given)


class Sendings(OfInvoices, Deed):
    """Have the invoice sent by e-mail (again). 409 `on_its_way` while an earlier letter is not out."""

    def do(self, thing: Any, given: dict[str, Any]) -> Invoice:
        """By finance, or a manager of the provider."""
        return actions.ask_again(thing, by=self.actor)


class InvoiceAcceptances(OfInvoices, RowByRow):
    """Accept many invoices, at most a hundred. Each row is done alone, in the order given."""

    scopes = WRITE
    body, thing_name, answer = RowAcceptance, "invoice", RowAcceptanceResultsShape

    def one(self, given: dict[str, Any]) -> Any:
        """By a manager of the provider."""
        thing = self.thing(given["invoice"])
        if "if_match" in given:
            check_tags(given["if_match"], "ifMatch", thing)
        accepting.accept(acceptance_of(thing), by=self.actor)
        return thing


urls = [
    path("invoices/<uuid:id>/acceptances", InvoiceAcceptance.as_view()),
    path("invoices/<uuid:id>/objections", InvoiceObjection.as_view()),
    path("invoices/<uuid:id>/objection-answers", ObjectionAnswer.as_view()),
    path("invoices/<uuid:id>/sendings", Sendings.as_view()),
    path("invoice-acceptances", InvoiceAcceptances.as_view()),
]
