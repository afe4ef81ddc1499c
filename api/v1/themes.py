"""Themes: the headings of the catalogue of a programme. All of it is public."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Shape, Text, Whole
from catalogue.programmes import actions, queries

MOST_POSITION = 32_767


class ThemeShape(Shape):
    """A heading of the catalogue, with the result that the municipality wants from it."""

    id = Id()
    programme = Id(source="programme_id")
    name = serializers.CharField()
    name_en = serializers.CharField()
    intended_result = serializers.CharField()
    colour = serializers.CharField()
    position = serializers.IntegerField()


class ThemeFilters(Filters):
    """Themes of one or more programmes."""

    programme = ids("programme")


class NewTheme(Shape):
    """A heading of a programme; without a `position` it comes last."""

    programme = Id()
    name = Text(max_length=80)
    name_en = Text(max_length=80, required=False, allow_blank=True)
    intended_result = Text(max_length=500, required=False, allow_blank=True)
    colour = Text(max_length=20, required=False, allow_blank=True)
    position = Whole(least=1, most=MOST_POSITION, required=False)


class OfThemes(Resource):
    """Where themes come from and how they look."""

    shape = ThemeShape
    scopes = {"POST": "catalogue:review"}

    def visible(self) -> QuerySet[Any]:
        """All of them."""
        return queries.themes()


class Themes(OfThemes, Listing, Making):
    """The themes, in the order of their programme."""

    body = NewTheme
    filters = ThemeFilters

    def make(self, given: dict[str, Any]) -> Any:
        """By an officer."""
        programme = self.named(queries.programmes(), given.pop("programme"), "#/programme")
        return actions.add_theme(programme, by=self.actor, **given)


class Theme(OfThemes, Showing):
    """One theme."""


urls = [
    path("themes", Themes.as_view()),
    path("themes/<uuid:id>", Theme.as_view()),
]
