"""Periods of the ledger: months and years that were closed, with the figures that were frozen then."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Id, Shape, Text, Whole
from catalogue.organisations.queries import municipalities
from portal.budgets import closing, queries
from portal.budgets.models import Period as PeriodRow
from portal.budgets.states import PERIOD

SCOPES = {"GET": "funding:read", "POST": "payments:write"}


class PeriodShape(Shape):
    """A month, or with `month` 0 a year. `fingerprint`: SHA-256 over the frozen lines."""

    id = Id()
    municipality = Id(source="municipality_id")
    year = serializers.IntegerField()
    month = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    status = serializers.ChoiceField([(status, status) for status in PERIOD])
    fingerprint = serializers.CharField(source="sha256")
    closed_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class BalancesShape(Shape):
    """What an account had at a moment."""

    granted = Euros()
    reserved = Euros()
    spent = Euros()


class PeriodLineShape(Shape):
    """An account in the period: what it had, what moved per kind of entry, and what it had at the end."""

    account = Id(source="account_id")
    school = serializers.CharField(source="account.school.name", default="", help_text="empty for a municipal line")
    line = serializers.CharField(source="account.line")
    opening = serializers.SerializerMethodField()
    movements = serializers.DictField(child=serializers.CharField())
    closing = serializers.SerializerMethodField()

    @extend_schema_field(BalancesShape())
    def get_opening(self, row: Any) -> dict[str, str]:
        """Granted, reserved and spent on the first day."""
        return _balances(row, "opening")

    @extend_schema_field(BalancesShape())
    def get_closing(self, row: Any) -> dict[str, str]:
        """Granted, reserved and spent at the end of the last day."""
        return _balances(row, "closing")


class NewPeriod(Shape):
    """Which month (or year, with month 0), and why."""

    year = Whole(least=closing.FIRST_YEAR, most=closing.LAST_YEAR)
    month = Whole(least=0, most=12, required=False, default=0)
    reason = Text(max_length=500)


class NewReopening(Shape):
    """Why the period is opened again."""

    reason = Text(max_length=500)


class OfPeriods(Resource):
    """Where periods come from and how they look."""

    shape: ClassVar[type[Shape]] = PeriodShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality that were closed at some time."""
        return queries.periods_visible_to(self.actor)


class Periods(OfPeriods, Listing, Making):
    """The periods, the last one first; a new one is closed at once: nothing is booked in it or before it any more."""

    body = NewPeriod

    def make(self, given: dict[str, Any]) -> PeriodRow:
        """By a finance officer."""
        assert self.actor.municipality is not None  # the scope is of municipal roles only
        own = municipalities().get(pk=self.actor.municipality)
        return closing.close_period(own, by=self.actor, **given)


class Period(OfPeriods, Showing):
    """One period."""


class PeriodLines(OfPeriods):
    """The frozen figures of a period, per account."""

    shape = PeriodLineShape
    paged = True

    def get(self, request: Request, id: UUID) -> Response:
        """A page of accounts: schools by name, then lines."""
        return self.listed(queries.lines_of(self.thing(id)))


class Reopenings(OfPeriods, Deed):
    """A second person opens the last closed period again."""

    body = NewReopening

    def do(self, thing: Any, given: dict[str, Any]) -> PeriodRow:
        """By another finance officer than the one who closed it."""
        return closing.reopen_period(thing, by=self.actor, **given)


def _balances(row: Any, end: str) -> dict[str, str]:
    return {name: str(getattr(row, f"{end}_{name}")) for name in ("granted", "reserved", "spent")}


urls = [
    path("periods", Periods.as_view()),
    path("periods/<uuid:id>", Period.as_view()),
    path("periods/<uuid:id>/lines", PeriodLines.as_view()),
    path("periods/<uuid:id>/reopenings", Reopenings.as_view()),
]
