"""What the bookkeeping takes in of a period, the files of it, and the codes that lines get."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters
from api.conventions.pagination import Pages
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Shape, Text, Word
from api.v1.jobs import JobShape
from catalogue.organisations.queries import municipalities
from catalogue.programmes.models import Programme
from portal.accountability import coding, exporting
from portal.accountability.finance import lines_of
from portal.accountability.models import LedgerCode
from portal.claims.states import KINDS


class FinanceLineShape(Shape):
    """A line of an invoice, credit note (amounts below zero) or paid claim of a school, with its codes.

    `generalLedger` is empty until the municipality says it; `task` and `category` are of Iv3, as `basis` says.
    """

    kind = serializers.CharField()
    number = serializers.CharField()
    document_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    paid_on = serializers.DateField(allow_null=True)
    creditor = serializers.CharField()
    creditor_number = serializers.CharField()
    programme = serializers.CharField()
    line = serializers.IntegerField()
    description = serializers.CharField()
    net = Euros()
    vat_percent = serializers.CharField()
    vat = Euros()
    gross = Euros()
    general_ledger = serializers.CharField()
    task = serializers.CharField()
    category = serializers.CharField()
    basis = serializers.CharField(source="source")
    claim = serializers.CharField()


class PeriodFilters(Filters):
    """From which day until (and with) which; this year when nothing is said."""

    first_day = django_filters.DateFilter()
    last_day = django_filters.DateFilter()


class OfCodes(Resource):
    """Of the own municipality."""

    def visible(self) -> QuerySet[Any]:
        """The codes that it set."""
        return coding.visible_to(self.actor)


class FinanceReport(OfCodes):
    """What was invoiced, credited and paid to schools in a period, line by line."""

    scopes = {"GET": "accountability:read"}
    shape: ClassVar[type[Shape]] = FinanceLineShape
    filters: ClassVar[type[Filters] | None] = PeriodFilters
    paged = True

    def get(self, request: Request) -> Response:
        """A page of lines."""
        asked, today, own = self.asked(), timezone.localdate(), self.actor.municipality
        since, until = asked["firstDay"] or date(today.year, 1, 1), asked["lastDay"] or today
        rows = lines_of(own, since, until) if own else []
        pages = Pages()
        page = self.as_json(pages.paginate_queryset(rows, request, count=len(rows)), many=True)
        return Response(pages.envelope(page))


class NewFinanceExport(Shape):
    """The first and the last day."""

    first_day = Day()
    last_day = Day()


class FinanceExports(Resource):
    """Ask for a ZIP (table as CSV and XLSX, every UBL and PDF); the answer is the job that makes it. It is logged."""

    shape = JobShape
    body = NewFinanceExport
    scopes = {"POST": "accountability:read"}

    def post(self, request: Request) -> HttpResponse:
        """By finance, the controller or an officer."""
        given = self.read(self.body)
        job = exporting.ask(by=self.actor, since=given["first_day"], until=given["last_day"])
        answer = self.shown(job, 201)
        answer.headers["Location"] = request.build_absolute_uri(f"/api/v1/jobs/{job.pk}")
        return answer


class LedgerCodeShape(Shape):
    """Where lines of a kind are booked from a day on; of all programmes when `programme` is null."""

    id = Id()
    programme = Id(source="programme_id", allow_null=True)
    line_kind = serializers.ChoiceField(KINDS)
    general_ledger = serializers.CharField()
    task = serializers.CharField()
    category = serializers.CharField()
    valid_from = serializers.DateField()
    basis = serializers.CharField(source="source")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewLedgerCode(Shape):
    """The codes, from which day, and who says so."""

    programme = Id(required=False)
    line_kind = Word([code for code, _label in KINDS])
    general_ledger = Text(max_length=20)
    task = Text(max_length=10)
    category = Text(max_length=10)
    valid_from = Day()
    basis = Text(max_length=300)


class LedgerCodes(OfCodes, Listing, Making):
    """The codes that the municipality set, the latest first."""

    shape = LedgerCodeShape
    body = NewLedgerCode
    scopes = {"GET": "accountability:read", "POST": "payments:write"}

    def make(self, given: dict[str, Any]) -> LedgerCode:
        """By finance or an officer."""
        municipality = self.named(municipalities(), self.actor.municipality or "", "#")
        given["source"] = given.pop("basis")
        if named := given.pop("programme", None):
            own = Programme.objects.filter(municipality=municipality)
            given["programme"] = self.named(own, named, "#/programme")
        return coding.set_codes(municipality, by=self.actor, **given)


class OneLedgerCode(OfCodes, Showing):
    """Codes that the municipality set."""

    shape = LedgerCodeShape
    scopes = {"GET": "accountability:read"}


urls = [
    path("reports/finance", FinanceReport.as_view()),
    path("finance-exports", FinanceExports.as_view()),
    path("ledger-codes", LedgerCodes.as_view()),
    path("ledger-codes/<uuid:id>", OneLedgerCode.as_view()),
]
