"""Payment batches: one person prepares, another releases; then the bank file is there, and later the bank has paid."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing, not_offered
from api.conventions.shapes import Day, Euros, Id, Rows, Shape
from portal.payments import actions, queries
from portal.payments.models import Batch as BatchRow
from portal.payments.states import STATUSES

MOST_INVOICES = 500


class PaymentShape(Shape):
    """One invoice in a batch, with the bank account as it was when the batch was prepared."""

    invoice = Id(source="invoice_id")
    number = serializers.CharField(source="invoice.number")
    end_to_end_id = serializers.CharField()
    amount = Euros()
    creditor = serializers.CharField()
    iban = serializers.CharField()


class BatchShape(Shape):
    """A batch; `sha1` is what the bank shows of the file."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    total = Euros()
    execution_date = serializers.DateField()
    prepared_by = serializers.CharField(source="prepared_by_name")
    released_by = serializers.CharField(source="released_by_name")
    sha1 = serializers.CharField()
    payments = PaymentShape(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewBatch(Shape):
    """Which invoices (everything that can be paid, when none are named), on which day (today, when none is named)."""

    invoices = Rows(Id(), least=1, most=MOST_INVOICES, required=False)
    execution_date = Day(required=False)


class BatchFilters(Filters):
    """Batches by status."""

    status = words([code for code, _label in STATUSES])


class OfBatches(Resource):
    """Where batches come from and how they look."""

    shape = BatchShape
    scopes = {"GET": "payments:read", "POST": "payments:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.visible_to(self.actor)


class Batches(OfBatches, Listing, Making):
    """The batches of the own municipality, newest first."""

    body = NewBatch
    filters = BatchFilters

    def make(self, given: dict[str, Any]) -> BatchRow:
        """By a finance officer."""
        return actions.prepare(
            by=self.actor, invoices_wanted=given.get("invoices"), execution_date=given.get("execution_date")
        )


class Batch(OfBatches, Showing):
    """One batch."""


class Releases(OfBatches, Deed):
    """A second person releases the batch; the bank file is made."""

    def do(self, thing: Any, given: dict[str, Any]) -> BatchRow:
        """By another person than who prepared it."""
        return actions.release(thing, by=self.actor)


class Settlements(OfBatches, Deed):
    """The bank paid the whole batch: its invoices are paid and their claims settled."""

    def do(self, thing: Any, given: dict[str, Any]) -> BatchRow:
        """By a finance officer."""
        return actions.settle(thing, by=self.actor)


class Cancellations(OfBatches, Deed):
    """Take a batch back before its release; its invoices can be paid in another one."""

    def do(self, thing: Any, given: dict[str, Any]) -> BatchRow:
        """By a finance officer."""
        return actions.cancel(thing, by=self.actor)


class BankFile(OfBatches, Download):
    """The file for the bank (SEPA pain.001.001.09). 409 `not_released` before the release."""

    media_type = "application/xml"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept at the release."""
        if not thing.file:
            raise not_offered("not_released", _("There is no file yet: a second person has to release this batch."))
        return bytes(thing.file), f"{thing.pk}.xml"


DEEDS: dict[str, type[Deed]] = {"releases": Releases, "settlements": Settlements, "cancellations": Cancellations}
urls = [
    path("payment-batches", Batches.as_view()),
    path("payment-batches/<uuid:id>", Batch.as_view()),
    path("payment-batches/<uuid:id>/file", BankFile.as_view()),
    *(path(f"payment-batches/<uuid:id>/{noun}", deed.as_view()) for noun, deed in DEEDS.items()),
]
