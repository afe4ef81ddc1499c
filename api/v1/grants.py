"""Grants: what comes in, in which terms, and what was spent of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Shape, Text, Whole
from catalogue.money import ZERO
from catalogue.organisations.queries import municipalities
from catalogue.programmes.queries import regulations
from portal.accountability.attribution import spent_of
from portal.funding import actions, queries
from portal.funding.actions.grants import MOST_TERMS, Terms
from portal.funding.models import Grant as GrantRow

SCOPES = {"GET": "funding:read", "POST": "funding:write"}


@extend_schema_field({"type": "string", "pattern": r"^20\d{2}-(0[1-9]|1[0-2])$", "example": "2026-12"})
class Month(serializers.Field[date, str, str, date]):
    """A month as `YYYY-MM`; in code the first day of it."""

    default_error_messages = {"invalid": _("A month as YYYY-MM is expected, such as 2026-12.")}

    def to_internal_value(self, data: Any) -> date:
        """The first day of the month, or `invalid`."""
        if not isinstance(data, str) or not re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", data, re.ASCII):
            self.fail("invalid")
        return date.fromisoformat(f"{data}-01")

    def to_representation(self, value: date) -> str:
        """The month of a day."""
        return f"{value:%Y-%m}"


class GrantShape(Shape):
    """An amount from one regulation; `received` and `spent` are what came in and went out of it so far.

    `closedOn`: settled on that day, and nothing is spent of it any more.
    """

    id = Id()
    municipality = Id(source="municipality_id")
    regulation = serializers.CharField(source="regulation.code")
    amount = Euros()
    spend_until = serializers.DateField()
    reference = serializers.CharField()
    received = serializers.SerializerMethodField()
    spent = serializers.SerializerMethodField()
    closed_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(Euros())
    def get_received(self, grant: GrantRow) -> str:
        """What came in so far."""
        return str(self.context["received"].get(grant.pk, ZERO))

    @extend_schema_field(Euros())
    def get_spent(self, grant: GrantRow) -> str:
        """What was spent so far on the lines that it pays."""
        return str(self.context["spent"].get(grant.pk, ZERO))


class NewTerms(Shape):
    """`count` equal terms, paid per month from `first`; the first payment holds `firstHolds` terms."""

    count = Whole(least=1, most=MOST_TERMS)
    first = Month()
    first_holds = Whole(least=1, most=MOST_TERMS, required=False, default=1)


class NewGrant(Shape):
    """A grant and, when it comes in terms, the rule of its terms."""

    regulation = Text(max_length=20)
    amount = Euros()
    spend_until = Day()
    reference = Text(max_length=80, required=False, allow_blank=True)
    instalments = NewTerms(required=False)


class InstalmentShape(Shape):
    """One term and the month in which it is paid; `received` is what came in of it."""

    number = serializers.IntegerField()
    month = Month()
    amount = Euros()
    received = Euros()
    received_on = serializers.DateField(allow_null=True)


class NewReceipt(Shape):
    """The payment of a month came in."""

    month = Month()
    received_on = Day()


class GrantFilters(Filters):
    """Grants by the code of their regulation."""

    regulation = words(["NPO", "OAB", "LOKAAL"], "regulation__code")


class OfGrants(Resource):
    """Where grants come from and how they look."""

    shape: ClassVar[type[Shape]] = GrantShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.grants_visible_to(self.actor)

    def as_json(self, thing: Any, **options: Any) -> Any:
        """With the sums of all that are shown, read once."""
        grants = list(thing) if options.get("many") else [thing]
        sums = {"received": queries.received_of(grants), "spent": spent_of(grants)}
        return self.shape(thing, context={"actor": self.actor} | sums, **options).data


class Grants(OfGrants, Listing, Making):
    """The grants of the own municipality, the one that ends first on top."""

    body = NewGrant

    def make(self, given: dict[str, Any]) -> GrantRow:
        """By an officer."""
        terms = given.pop("instalments", None)
        regulation = self.named(regulations(), given.pop("regulation"), "#/regulation", key="code")
        assert self.actor.municipality is not None  # the scope is of municipal roles only
        own = municipalities().get(pk=self.actor.municipality)
        return actions.add_grant(own, regulation, by=self.actor, instalments=Terms(**terms) if terms else None, **given)


class Grant(OfGrants, Showing):
    """One grant."""


class Instalments(Resource):
    """The terms of a grant, in order; their amounts add up to it to the cent."""

    shape = InstalmentShape
    scopes = SCOPES
    paged = True

    def visible(self) -> QuerySet[Any]:
        """The grants whose terms may be seen."""
        return queries.grants_visible_to(self.actor)

    def get(self, request: Request, id: UUID) -> Response:
        """A page of terms."""
        return self.listed(queries.instalments_of(self.thing(id)))


class Receipts(OfGrants, Deed):
    """The payment of a month came in, with all the terms that it holds."""

    scopes = {"POST": "payments:write"}  # finance books what came in
    body = NewReceipt

    def do(self, thing: Any, given: dict[str, Any]) -> GrantRow:
        """By finance or an officer."""
        return actions.receive(thing, month=given["month"], on=given["received_on"], by=self.actor)


urls = [
    path("grants", Grants.as_view()),
    path("grants/<uuid:id>", Grant.as_view()),
    path("grants/<uuid:id>/instalments", Instalments.as_view()),
    path("grants/<uuid:id>/receipts", Receipts.as_view()),
]
