"""Payment batches: one person prepares, another releases; then the bank file is there, and later the bank has paid."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing, not_offered
from api.conventions.shapes import Day, Euros, Id, Rows, Shape
from portal.payments import actions, queries
from portal.payments.models import Batch as BatchRow
from portal.payments.states import STATUSES

MOST_INVOICES = 500


class PaymentShape(Shape):
    """An invoice, or a claim without one, in a batch, with the bank account as it was when that was prepared.

    `paidOn` is the day on which it counts, `bankOn` that of the bank: they differ when that month was closed.
    """

    invoice = serializers.UUIDField(source="invoice_id", allow_null=True)
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    number = serializers.CharField()
    end_to_end_id = serializers.CharField()
    status = serializers.ChoiceField([(word, word) for word in ("sent", "settled", "bounced")])
    paid_on = serializers.DateField(allow_null=True)
    bank_on = serializers.DateField(allow_null=True)
    amount = Euros()
    creditor = serializers.CharField()
    iban = serializers.CharField()


class DownloadShape(Shape):
    """Who took the file for the bank, and when."""

    by = serializers.CharField(source="actor")
    at = serializers.DateTimeField()


class DownloadsShape(Shape):
    """All of them."""

    results = DownloadShape(many=True)


class BatchShape(Shape):
    """A batch; `sha1` is what the bank shows of the file, `announce` whether it wants to know a working day earlier."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    total = Euros()
    execution_date = serializers.DateField()
    prepared_by = serializers.CharField(source="prepared_by_name")
    released_by = serializers.CharField(source="released_by_name")
    sha1 = serializers.CharField()
    announce = serializers.BooleanField()
    payments = PaymentShape(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewBatch(Shape):
    """Which invoices and claims (everything that can be paid, when neither is named), on which day (or today)."""

    invoices = Rows(Id(), least=1, most=MOST_INVOICES, required=False)
    claims = Rows(Id(), least=1, most=MOST_INVOICES, required=False)
    execution_date = Day(required=False)


class BatchFilters(Filters):
    """Batches by status."""

    status = words([code for code, _label in STATUSES])


class OfBatches(Resource):
    """Where batches come from and how they look."""

    shape: ClassVar[type[Shape]] = BatchShape
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
            by=self.actor,
            invoices_wanted=given.get("invoices"),
            claims_wanted=given.get("claims"),
            execution_date=given.get("execution_date"),
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


class Downloads(OfBatches):
    """Who took the file for the bank, and when: the first time on top."""

    shape = DownloadsShape

    def get(self, request: Request, id: UUID) -> Response:
        """All of them."""
        found = queries.downloads_of(self.thing(id))
        return Response({"results": DownloadShape(found, many=True).data})


class BankFile(OfBatches, Download):
    """The file for the bank (SEPA pain.001.001.09); who took it stands in the journal. 409 `not_released` before."""

    media_type = "application/xml"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept at the release."""
        content = actions.download(thing, by=self.actor)
        if content is None:
            raise not_offered("not_released", _("There is no file yet: a second person has to release this batch."))
        return content, f"{thing.pk}.xml"


DEEDS: dict[str, type[Deed]] = {"releases": Releases, "settlements": Settlements, "cancellations": Cancellations}
urls = [
    path("payment-batches", Batches.as_view()),
    path("payment-batches/<uuid:id>", Batch.as_view()),
    path("payment-batches/<uuid:id>/downloads", Downloads.as_view()),
    path("payment-batches/<uuid:id>/file", BankFile.as_view()),
    *(path(f"payment-batches/<uuid:id>/{noun}", deed.as_view()) for noun, deed in DEEDS.items()),
]
