"""Where each euro comes from: the report per theme over all sources, and what others pay beside the municipality."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Id, Ref, Shape, Text, Whole
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from portal.accountability.funds import GRANT, NONE, OTHER, funds_of
from portal.funding import actions, queries
from portal.funding.models.cofinancing import FIRST_YEAR, LAST_YEAR

SCOPES = {"GET": "funding:read", "POST": "funding:write", "DELETE": "funding:write"}


class FundRowShape(Shape):
    """A theme and a source: the code of a regulation, a party that pays beside it, or nobody (`uncovered`)."""

    theme = Ref(allow_null=True)
    source_ = serializers.CharField()
    kind = serializers.ChoiceField([(kind, kind) for kind in (GRANT, OTHER, NONE)])
    planned = Euros()
    committed = Euros()
    spent = Euros()


class PartyShape(Shape):
    """What a party pays in the year."""

    id = Id()
    party = serializers.CharField()
    amount = Euros()


class YearShareShape(Shape):
    """A line in a calendar year. `own` is spread evenly over the months; `percent` is the share of the others."""

    line = serializers.CharField(source="line.code")
    year = serializers.IntegerField()
    own = Euros()
    others = Euros()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2)
    parties = PartyShape(many=True)


class FundReportShape(Shape):
    """The report of one programme; amounts without VAT."""

    programme = serializers.SerializerMethodField()
    rows = FundRowShape(many=True)
    co_financing = YearShareShape(source="years", many=True)

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_programme(self, report: Any) -> str | None:
        """Its id; null while the municipality has no programme."""
        return str(report["programme"].pk) if report["programme"] else None


class ReportFilters(Filters):
    """Which programme; the newest when none is named."""

    programme = ids("pk")


class FundReport(Resource):
    """Planned, committed and spent by theme and source, and the shares of others per line and year."""

    scopes = {"GET": "accountability:read"}
    shape: ClassVar[type[Shape]] = FundReportShape
    filters: ClassVar[type[Filters] | None] = ReportFilters

    def visible(self) -> QuerySet[Programme]:
        """The programmes of the own municipality."""
        own = self.actor.municipality
        return programmes().filter(municipality_id=own) if own else programmes().none()

    def get(self, request: Request) -> Response:
        """As it is now."""
        rows, asked = self.visible(), self.asked()["programme"]
        programme = (rows.filter(pk__in=asked) if asked else rows).first()
        if asked and programme is None:
            raise Http404
        found = funds_of(programme) if programme else None
        shown = {"programme": programme, "rows": found.rows if found else (), "years": found.years if found else ()}
        return Response(self.as_json(shown))


class CoFinancingShape(Shape):
    """What a party pays of a line in a calendar year; it is no grant, and never in SiSa."""

    id = Id()
    programme = Id(source="programme_id")
    line = serializers.CharField()
    party = serializers.CharField()
    year = serializers.IntegerField()
    amount = Euros()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewCoFinancing(Shape):
    """A line by its code, who pays, in which year, and how much."""

    programme = Id()
    line = Text(max_length=60)
    party = Text(max_length=120)
    year = Whole(least=FIRST_YEAR, most=LAST_YEAR)
    amount = Euros()


class CoFinancingFilters(Filters):
    """Of one or more programmes."""

    programme = ids("programme")


class OfCoFinancings(Resource):
    """Where co-financing comes from and how it looks."""

    shape: ClassVar[type[Shape]] = CoFinancingShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """That of the own municipality."""
        return queries.co_financings_visible_to(self.actor)


class CoFinancings(OfCoFinancings, Listing, Making):
    """What others pay, by line and year."""

    body = NewCoFinancing
    filters = CoFinancingFilters

    def make(self, given: dict[str, Any]) -> Any:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.co_finance(programme, by=self.actor, **given)


class CoFinancing(OfCoFinancings, Showing):
    """One of them."""

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """The party does not pay this after all."""
        row = self.thing(id)
        check_match(request, row, required=False)
        actions.end_co_financing(row, by=self.actor)
        return HttpResponse(status=204)


urls = [
    path("reports/funding", FundReport.as_view()),
    path("co-financings", CoFinancings.as_view()),
    path("co-financings/<uuid:id>", CoFinancing.as_view()),
]
