"""Municipalities, providers, schools, boards and pupil counts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Listing, Resource, Showing
from api.conventions.shapes import Id, Ref, Shape
from catalogue.organisations import queries
from catalogue.organisations.models import SECTORS

READ = {"GET": "organisations:read"}


class MunicipalityShape(Shape):
    """A municipality: its CBS code and OIN are public."""

    id = Id()
    name = serializers.CharField()
    code = serializers.CharField(help_text="CBS code, such as GM0000")
    oin = serializers.CharField(help_text="identification number of government organisations")
    city = serializers.CharField()


class ProviderShape(Shape):
    """An admitted provider, without bank and tax numbers."""

    id = Id()
    name = serializers.CharField()
    kind = serializers.CharField()
    about = serializers.CharField()
    website = serializers.CharField()
    email = serializers.CharField()
    city = serializers.CharField()


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


class BoardShape(Shape):
    """The competent authority of schools."""

    id = Id()
    name = serializers.CharField()
    number = serializers.CharField()
    kvk = serializers.CharField(help_text="number in the trade register")


class PupilCountShape(Shape):
    """The pupils of a school on a day; `masked` when the source shows only "fewer than five"."""

    id = serializers.CharField(source="pk")
    school = Ref()
    reference_date = serializers.DateField()
    pupils = serializers.IntegerField(allow_null=True)
    target_pupils = serializers.IntegerField(allow_null=True)
    masked = serializers.BooleanField()
    source_ = serializers.CharField()


class SchoolFilters(Filters):
    """Schools by sector or board."""

    sector = words([code for code, _label in SECTORS])
    board = ids("board")


class PupilCountFilters(Filters):
    """Counts of one or more schools."""

    school = ids("school")


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
        """All of them."""
        return queries.providers()


class Providers(OfProviders, Listing):
    """The providers that a municipality admitted."""


class Provider(OfProviders, Showing):
    """One provider."""


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


class OfPupilCounts(Resource):
    """Where pupil counts come from and how they look."""

    shape = PupilCountShape
    scopes = READ

    def visible(self) -> QuerySet[Any]:
        """What the actor may see."""
        return queries.counts_visible_to(self.actor)


class PupilCounts(OfPupilCounts, Listing):
    """How many pupils were counted, by school and day; newest first."""

    filters = PupilCountFilters


urls = [
    path("municipalities", Municipalities.as_view()),
    path("municipalities/<uuid:id>", Municipality.as_view()),
    path("providers", Providers.as_view()),
    path("providers/<uuid:id>", Provider.as_view()),
    path("schools", Schools.as_view()),
    path("schools/<uuid:id>", School.as_view()),
    path("boards", Boards.as_view()),
    path("boards/<uuid:id>", Board.as_view()),
    path("pupil-counts", PupilCounts.as_view()),
]
