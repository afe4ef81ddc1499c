"""Municipalities, providers, schools and boards."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import AnyOf, Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Resource, Showing
from api.conventions.shapes import Id, Ref, Shape, Text, Url, Word
from catalogue.offers import directory
from catalogue.organisations import actions, queries
from catalogue.organisations.models import SECTORS
from catalogue.organisations.models import Provider as ProviderRow
from catalogue.organisations.states import KINDS, VAT

READ = {"GET": "organisations:read"}


class MunicipalityShape(Shape):
    """A municipality: its CBS code and OIN are public."""

    id = Id()
    name = serializers.CharField()
    code = serializers.CharField(help_text="CBS code, such as GM0000")
    oin = serializers.CharField(help_text="identification number of government organisations")
    city = serializers.CharField()


class ProviderShape(Shape):
    """A provider, without bank and tax numbers; `stale` when nobody said for too long that this is still right."""

    id = Id()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="one of the kinds of local parties; empty when nobody said")
    about = serializers.CharField()
    website = serializers.CharField()
    email = serializers.CharField()
    street = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    checked_on = serializers.DateField(allow_null=True)
    stale = serializers.SerializerMethodField()

    def get_stale(self, provider: ProviderRow) -> bool:
        """Whether the page may be out of date."""
        return bool(provider.is_stale_now)  # type: ignore[attr-defined]  # read with it by `directory.annotated`


class ProviderChange(Shape):
    """What a manager says about the organisation is different now."""

    name = Text(max_length=120)
    kind = Word([code for code, _label in KINDS])
    about = Text(max_length=2000, allow_blank=True)
    website = Url(allow_blank=True)
    email = Text(max_length=254, allow_blank=True)
    street = Text(max_length=120)
    postcode = Text(max_length=7)
    city = Text(max_length=80)
    vat_status = Word([code for code, _label in VAT])
    vat_id = Text(max_length=20, allow_blank=True)


class ProviderFilters(Filters):
    """Providers by kind, by where they take part, or by words in name, city and description."""

    kind = words([code for code, _label in KINDS])
    municipality = AnyOf("admissions__municipality", of=forms.UUIDField())
    q = django_filters.CharFilter(method="named", max_length=100)

    def named(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Those whose name, city or words have this text."""
        return rows.filter(Q(name__icontains=value) | Q(city__icontains=value) | Q(about__icontains=value))


class SchoolShape(Shape):
    """One site of a school."""

    id = Id()
    name = serializers.CharField()
    location_code = serializers.CharField(help_text="BRIN number with the number of the site")
    sector = serializers.ChoiceField(SECTORS)
    municipality = Id(source="municipality_id")
    board = Ref(allow_null=True)
    street = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True, help_text="since when it is in its register no more")


class BoardShape(Shape):
    """The competent authority of schools."""

    id = Id()
    name = serializers.CharField()
    number = serializers.CharField()
    kvk = serializers.CharField(help_text="number in the trade register")


class SchoolFilters(Filters):
    """Schools by sector or board."""

    sector = words([code for code, _label in SECTORS])
    board = ids("board")


class OfMunicipalities(Resource):
    """Where municipalities come from and how they look."""

    shape = MunicipalityShape

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.municipalities()


class Municipalities(OfMunicipalities, Listing):
    """The municipalities on this installation."""


class Municipality(OfMunicipalities, Showing):
    """One municipality."""


class OfProviders(Resource):
    """Where providers come from and how they look."""

    shape = ProviderShape

    def visible(self) -> QuerySet[Any]:
        """Those that a municipality admitted; and the own one."""
        return directory.seen_by(self.actor)


class Providers(OfProviders, Listing):
    """The providers that a municipality admitted, and the own one."""

    filters = ProviderFilters


class Provider(OfProviders, Showing, Changing):
    """One provider; its manager says what is different."""

    scopes = {"PATCH": "organisations:write"}
    change = ProviderChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By a manager of it. A new name is found in the catalogue within seconds."""
        return actions.change_details(thing, by=self.actor, **given)


class Confirmations(OfProviders, Deed):
    """Everything that is said about the provider is still right, today."""

    scopes = {"POST": "organisations:write"}

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By somebody of the provider."""
        return actions.confirm_details(thing, by=self.actor)


class OfSchools(Resource):
    """Where schools come from and how they look."""

    shape = SchoolShape
    scopes = READ

    def visible(self) -> QuerySet[Any]:
        """What the actor may see."""
        return queries.schools_visible_to(self.actor)


class Schools(OfSchools, Listing):
    """The own school; the schools of the own board or municipality."""

    filters = SchoolFilters


class School(OfSchools, Showing):
    """One school."""


class OfBoards(Resource):
    """Where boards come from and how they look."""

    shape = BoardShape
    scopes = READ

    def visible(self) -> QuerySet[Any]:
        """What the actor may see."""
        return queries.boards_visible_to(self.actor)


class Boards(OfBoards, Listing):
    """The own board; for a municipality the boards with a school in it."""


class Board(OfBoards, Showing):
    """One board."""


urls = [
    path("municipalities", Municipalities.as_view()),
    path("municipalities/<uuid:id>", Municipality.as_view()),
    path("providers", Providers.as_view()),
    path("providers/<uuid:id>", Provider.as_view()),
    path("providers/<uuid:id>/confirmations", Confirmations.as_view()),
    path("schools", Schools.as_view()),
    path("schools/<uuid:id>", School.as_view()),
    path("boards", Boards.as_view()),
    path("boards/<uuid:id>", Board.as_view()),
]
