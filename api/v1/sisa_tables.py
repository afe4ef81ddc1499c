"""The figures for the state, added up from paid claims, and what is behind each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters
from api.conventions.pagination import Pages
from api.conventions.problems import Found, invalid
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Ref, Shape
from api.v1.sisa_shapes import SignatureShape
from catalogue.money import MOST
from catalogue.organisations.models import Municipality
from portal.accountability import queries
from portal.accountability.standing import repayments_of

UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
YEARS = range(2000, 2100)
TOTALS = {"measures": "", "rent": "rent", "staff": "staff"}


class SisaRowShape(Shape):
    """One goal of one regulation; `apart` is empty, `rent` or `staff`. `correction`: of years signed before."""

    regulation = serializers.CharField()
    sisa_code = serializers.CharField()
    goal = serializers.CharField()
    label_ = serializers.CharField()
    apart = serializers.CharField()
    year = Euros(least=-MOST)
    correction = Euros(least=-MOST)
    cumulative = Euros(least=-MOST)


class TotalsShape(Shape):
    """Sums of the year, extra rent and staff apart; `correction` and `cumulative` are of everything."""

    measures = Euros()
    rent = Euros()
    staff = Euros()
    total = Euros()
    correction = Euros(least=-MOST)
    cumulative = Euros(least=-MOST)


class TransferredShape(Shape):
    """What went to other municipalities: in the year, and until the end of it."""

    year = Euros()
    cumulative = Euros()


class FinalShape(Shape):
    """A regulation that was accounted for, for the last time, in the table of a year; `toRepay` is left of it now."""

    regulation = serializers.CharField()
    year = serializers.IntegerField()
    to_repay = Euros()


class SisaTableShape(Shape):
    """The table of a municipality and year; amounts without VAT. `transferred` stands in no row and no total.

    `signature` is there when it waits for a second person or is signed: then its figures never change.
    """

    municipality = Ref()
    year = serializers.IntegerField()
    rows = SisaRowShape(many=True)
    totals = TotalsShape()
    transferred = TransferredShape()
    signature = SignatureShape(allow_null=True)
    finals = FinalShape(many=True)


class LineBehindShape(Shape):
    """One line of a paid claim behind a figure; `amount` is the part of it that this figure counts.

    A `correction` is what it is more, or (below zero) less than signed tables said.
    """

    id = Id(source="line.pk")
    claim = Id(source="line.claim_id")
    claimant = Ref(source="line.claim.claimant")
    booking = Id(source="line.booking_id", allow_null=True)
    school = Ref(source="line.school")
    description = serializers.CharField(source="line.description")
    amount = Euros(source="share", least=-MOST)
    paid_on = serializers.DateField()
    correction = serializers.BooleanField()


class TableFilters(Filters):
    """Whose table; the own one when nothing is named."""

    municipality = django_filters.CharFilter(max_length=36, help_text="its id or its CBS code")


class EvidenceFilters(TableFilters):
    """Which figure; `-` for both is what no grant of the plan pays."""

    regulation = django_filters.CharFilter(max_length=20)
    goal = django_filters.CharFilter(max_length=10)
    figure = django_filters.ChoiceFilter(choices=[(word, word) for word in queries.FIGURES], empty_label=None)


class OfTables(Resource):
    """Whose tables there are, and of which years."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": "accountability:read"}
    shape: ClassVar[type[Shape]] = SisaTableShape
    filters: ClassVar[type[Filters] | None] = TableFilters

    def visible(self) -> QuerySet[Municipality]:
        """The own municipality."""
        return queries.municipalities_visible_to(self.actor)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """404 for a year of another age."""
        super().initial(request, *args, **kwargs)
        if kwargs["year"] not in YEARS:
            raise Http404

    def municipality(self, asked: dict[str, Any]) -> Municipality:
        """The one that was named, or the own one."""
        named = asked["municipality"]
        key = "pk" if not named or UUID_FORM.fullmatch(named) else "code"
        found = self.visible().filter(**{key: named or self.actor.municipality}).first()
        if found is None:
            raise Http404
        return found

    def own(self) -> Municipality:
        """The municipality of the actor, or 404."""
        found = self.visible().first()
        if found is None:
            raise Http404
        return found


class SisaTable(OfTables):
    """The SiSa table of a year: paid in the year, and in all years until it."""

    def get(self, request: Request, year: int) -> Response:
        """Every goal with its sums."""
        table = queries.sisa_table(self.municipality(self.asked()), year)
        sums = {name: table.sum_of(apart=apart) for name, apart in TOTALS.items()}
        sums |= {"total": table.total, "correction": table.correction, "cumulative": table.cumulative}
        left = repayments_of(table.municipality.pk) if table.finals else {}
        shown = {
            "municipality": table.municipality, "year": table.year, "rows": table.rows, "totals": sums,
            "transferred": {"year": table.transferred, "cumulative": table.transferred_until},
            "signature": table.signature,
            "finals": [
                {"regulation": code, "year": of, "to_repay": left[code]} for code, of in sorted(table.finals.items())
            ],
        }  # fmt: skip
        return Response(self.as_json(shown))


class SisaEvidence(OfTables):
    """The paid lines that one figure is made of."""

    shape = LineBehindShape
    filters = EvidenceFilters
    paged = True

    def get(self, request: Request, year: int) -> Response:
        """Newest payment first."""
        asked = self.asked()
        if missing := [key for key in ("regulation", "goal") if not asked[key]]:
            raise invalid(*(Found("query", key, "required", _("Say which figure.")) for key in missing))
        goal, regulation = (asked[key].removeprefix("-") for key in ("goal", "regulation"))
        rows = queries.lines_behind(
            self.municipality(asked), year, goal=goal, regulation=regulation, figure=asked["figure"] or "year"
        )
        pages = Pages()
        return pages.get_paginated_response(
            self.as_json(pages.paginate_queryset(rows, request, count=len(rows)), many=True)
        )


urls = [
    path("sisa-tables/<int:year>", SisaTable.as_view()),
    path("sisa-tables/<int:year>/evidence", SisaEvidence.as_view()),
]
