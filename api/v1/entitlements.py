"""Entitlements: what every school may have of the fixed offers, without choosing, and what is left of it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids, words
from api.conventions.pagination import Pages
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Id, Ref, Shape, Text
from catalogue.offers.states import PERIODS, UNITS
from portal.entitlements import actions, queries
from portal.entitlements.models import Entitlement as EntitlementRow
from portal.entitlements.queries import Standing
from portal.entitlements.states import STATUSES

WHY_UNKNOWN = ("not_counted", "masked")


class PartShape(Shape):
    """One period; `entitled` and `left` are null without a limit, or when the pupils were not counted."""

    starts_on = serializers.DateField(source="period.starts_on")
    ends_on = serializers.DateField(source="period.ends_on")
    entitled = serializers.IntegerField(allow_null=True)
    planned = serializers.IntegerField(help_text="and not delivered yet")
    delivered = serializers.IntegerField()
    left = serializers.IntegerField(allow_null=True)


class EntitledOfferShape(Shape):
    """The fixed offer as it is published."""

    id = Id(source="pk")
    title = serializers.CharField(source="text.title")
    revision = serializers.IntegerField(source="text.number")


class EntitlementShape(Shape):
    """A school and a fixed offer: `units` per `period`, once for each `perPupils` pupils when that is agreed."""

    id = Id()
    status = serializers.ChoiceField(STATUSES, source="entitlement.status")
    reason = serializers.CharField(source="entitlement.reason", help_text="why the school does not want it")
    school = Ref()
    offer = EntitledOfferShape()
    provider = Ref(source="offer.provider")
    programme = Id(source="offer.programme_id")
    unit = serializers.ChoiceField(UNITS, source="offer.text.unit")
    units = serializers.IntegerField(source="offer.text.entitlement_units", allow_null=True)
    period = serializers.SerializerMethodField()
    per_pupils = serializers.IntegerField(source="offer.text.entitlement_per_pupils", allow_null=True)
    pupils = serializers.SerializerMethodField()
    counted_on = serializers.SerializerMethodField()
    unknown = serializers.SerializerMethodField()
    periods = PartShape(many=True, source="parts")
    updated_at = serializers.DateTimeField()

    def get_period(self, standing: Standing) -> str | None:
        """month, term or year; null without a limit."""
        return standing.offer.text.entitlement_period or None

    def get_pupils(self, standing: Standing) -> int | None:
        """The pupils that the entitlement goes by."""
        return standing.count.pupils if standing.count else None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_counted_on(self, standing: Standing) -> str | None:
        """The day of that count."""
        return standing.count.on.isoformat() if standing.count else None

    def get_unknown(self, standing: Standing) -> str | None:
        """`not_counted` or `masked` when nobody can say what the school may have; else null."""
        return standing.unknown or None


class WhyNotWanted(Shape):
    """Why the school does not want the offer: the provider and the officer read it."""

    reason = Text(max_length=actions.LONGEST_REASON)


class EntitlementFilters(Filters):
    """Entitlements by what they are about; `period` is the kind of period."""

    offer = ids("offer")
    school = ids("school")
    programme = ids("offer__programme")
    period = words([code for code, _label in PERIODS], "offer__revision__entitlement_period")


class OfEntitlements(Resource):
    """Where entitlements come from and how they look. They need no row, so they are no queryset."""

    shape: ClassVar[type[Shape]] = EntitlementShape
    scopes = {"GET": "bookings:read", "POST": "bookings:write"}

    def visible(self) -> QuerySet[EntitlementRow]:
        """No rows, see `thing`: of the own school(s), of the own offers, or of the whole municipality."""
        return EntitlementRow.objects.none()

    def thing(self, id: UUID | str | None) -> Standing:
        """One of those that the actor sees, or 404."""
        assert isinstance(id, UUID)
        pair = queries.pair_by_id(self.actor, id)
        if pair is None:
            raise Http404
        return queries.standings_of([pair])[0]

    def again(self, thing: Standing) -> Standing:
        """As it now is."""
        return self.thing(thing.pk)


class Entitlements(OfEntitlements, Listing):
    """Every fixed offer with every school that has it, by title and school."""

    filters = EntitlementFilters

    def get(self, request: Request) -> Response:
        """A page of them."""
        asked = self.asked()
        wanted = {name: asked[name] for name in ("offer", "school", "programme")}
        pairs = queries.pairs_visible_to(self.actor, **wanted, period=asked["period"])
        pages = Pages()
        page = queries.standings_of(pages.paginate_queryset(pairs, request, count=len(pairs)))
        return pages.get_paginated_response(self.as_json(page, many=True))


class Entitlement(OfEntitlements, Showing):
    """One school and one fixed offer."""


class OptOuts(OfEntitlements, Deed):
    """The school says that it does not want a fixed offer, and why."""

    body = WhyNotWanted

    def do(self, thing: Standing, given: dict[str, Any]) -> EntitlementRow:
        """By who decides for the school."""
        return actions.opt_out((thing.offer, thing.school), by=self.actor, **given)


class OptIns(OfEntitlements, Deed):
    """The school wants the fixed offer after all."""

    def do(self, thing: Standing, given: dict[str, Any]) -> EntitlementRow:
        """By who decides for the school."""
        return actions.opt_in((thing.offer, thing.school), by=self.actor)


urls = [
    path("entitlements", Entitlements.as_view()),
    path("entitlements/<uuid:id>", Entitlement.as_view()),
    path("entitlements/<uuid:id>/opt-outs", OptOuts.as_view()),
    path("entitlements/<uuid:id>/opt-ins", OptIns.as_view()),
]
