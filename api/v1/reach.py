"""The report on reach: for each activity the schools, groups and pupils, its cost and goal, and the target group."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids, words
from api.conventions.pagination import Pages
from api.conventions.resources import Resource
from api.conventions.shapes import Euros, Id, Ref, Shape
from catalogue.offers.states import TARGET_GROUPS
from catalogue.programmes.models import Programme
from portal.monitoring import queries
from portal.monitoring.queries import Reach as ReachRow

PERCENT = {"type": ["string", "null"], "format": "decimal", "example": "11.0"}


class ReachedOfferShape(Shape):
    """The activity."""

    id = Id(source="pk")
    title = serializers.CharField(source="text.title")


class SchoolReachShape(Shape):
    """One school; `enrolled` children have a place by own sign-up. Null is a number that is too small to show."""

    school = Ref()
    groups = serializers.IntegerField()
    pupils = serializers.IntegerField(allow_null=True)
    enrolled = serializers.IntegerField(allow_null=True)
    cost = Euros()


class ReachShape(Shape):
    """One activity; amounts are without VAT, `pupils` as reported, `enrolled` by own sign-up, null when too few."""

    offer = ReachedOfferShape()
    provider = Ref(source="offer.provider")
    goal = serializers.CharField(source="offer.goal.code")
    target_groups = serializers.ListField(child=serializers.CharField(), source="offer.text.target_groups")
    schools = SchoolReachShape(many=True)
    groups = serializers.IntegerField()
    pupils = serializers.IntegerField(allow_null=True)
    enrolled = serializers.IntegerField(allow_null=True)
    cost = Euros()
    spent = Euros()
    target_percent = serializers.SerializerMethodField()

    @extend_schema_field(PERCENT)
    def get_target_percent(self, row: ReachRow) -> str | None:
        """Target pupils among all pupils of these schools; null when they were not counted."""
        return _text(row.target_percent)


class ReachFilters(Filters):
    """Which programme (the newest when none is named), offers and target groups."""

    programme = django_filters.UUIDFilter()
    offer = ids("pk")
    target_group = words([code for code, _label in TARGET_GROUPS], "pk")


class ReachReport(Resource):
    """Whom each activity of a programme reaches, beside the target group of the whole municipality."""

    scopes = {"GET": "accountability:read"}
    shape: ClassVar[type[Shape]] = ReachShape
    filters: ClassVar[type[Filters] | None] = ReachFilters
    paged = True
    beside: ClassVar[dict[str, Any]] = {
        "programme": {"type": ["string", "null"], "format": "uuid"},
        "targetPercent": PERCENT,
    }

    def visible(self) -> QuerySet[Programme]:
        """The programmes of the own municipality."""
        return queries.programmes_visible_to(self.actor)

    def get(self, request: Request) -> Response:
        """A page of activities, by title."""
        asked = self.asked()
        named = asked["programme"]
        programme = self.visible().filter(pk=named).first() if named else self.visible().first()
        if programme is None and named:
            raise Http404
        wanted = {"offers": asked["offer"], "target_groups": asked["targetGroup"]}
        found = queries.reach_of(programme, **wanted) if programme else None
        rows = found.activities if found else ()
        pages = Pages()
        page = self.as_json(pages.paginate_queryset(rows, request, count=len(rows)), many=True)
        percent = _text(found.target_percent) if found else None
        beside = {"programme": str(programme.pk) if programme else None, "targetPercent": percent}
        return Response(pages.envelope(page) | beside)


def _text(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)


urls = [path("reports/reach", ReachReport.as_view())]
