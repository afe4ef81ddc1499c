"""Searches that somebody keeps: the query of `GET /offers` under a name, with letters about what is new in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import check_keys, form_faults
from api.conventions.problems import Wrong
from api.conventions.resources import Changing, Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Shape, Text, Word
from api.v1.offer_search import SearchFilters, criteria_of
from catalogue.errors import Fault, Invalid
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria
from portal.searches import actions, queries
from portal.searches.keeping import from_json
from portal.searches.models import SavedSearch as SearchRow
from portal.searches.states import FREQUENCIES

WRITE = "searches:write"
LONGEST = 2000
OFTEN = [code for code, _label in FREQUENCIES]
BESIDE = frozenset({"facets", "status"})  # keys of the list that are no criteria


class SavedSearchShape(Shape):
    """What is looked for, under which name, and how often the person gets a letter about what is new."""

    id = Id()
    name = serializers.CharField()
    query = serializers.SerializerMethodField()
    frequency = serializers.ChoiceField(FREQUENCIES)
    language = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_query(self, search: SearchRow) -> str:
        """The query for `GET /offers`."""
        return query_of(from_json(search.criteria))


class SavedSearchChange(Shape):
    """Another name, or letters at other times."""

    name = Text(max_length=80)
    frequency = Word(OFTEN, required=False)


class NewSavedSearch(SavedSearchChange):
    """A search to keep; `query` as in `GET /offers?…`."""

    query = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


class OfSavedSearches(Resource):
    """Where kept searches come from and how they look."""

    shape: ClassVar[type[Shape]] = SavedSearchShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "searches:read", "POST": WRITE, "PATCH": WRITE, "DELETE": WRITE}

    def visible(self) -> QuerySet[Any]:
        """The person's own, in this role."""
        return queries.own(self.actor)


class SavedSearches(OfSavedSearches, Listing, Making):
    """The searches that the person keeps, by name."""

    body = NewSavedSearch

    def make(self, given: dict[str, Any]) -> SearchRow:
        """By somebody of a school or a board, for themselves."""
        criteria = criteria_from(given.pop("query"))
        return actions.keep(self.access.membership, criteria=criteria, by=self.actor, **given)


class SavedSearch(OfSavedSearches, Showing, Changing):
    """One kept search."""

    change = SavedSearchChange

    def edit(self, thing: Any, given: dict[str, Any]) -> SearchRow:
        """By the person whose it is."""
        return actions.edit(thing, by=self.actor, **given)

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Forget it."""
        search = self.thing(id)
        check_match(request, search, required=False)
        actions.remove(search, by=self.actor)
        return HttpResponse(status=204)


def criteria_from(query: str) -> Criteria:
    """The criteria in the query of a list of offers; `Invalid` on `#/query` with every key that is not understood."""
    asked = QueryDict(query)
    filters = SearchFilters(asked, queryset=Offer.objects.none())
    try:
        check_keys(asked, SearchFilters.keys() - BESIDE, SearchFilters.repeatable())
        if not filters.is_valid():
            raise form_faults(filters.form)
        return criteria_of(filters.form.cleaned_data)
    except Wrong as error:
        found = error.problem.errors
        raise Invalid(*(Fault("#/query", each.code, f"{each.location}: {each.detail}") for each in found)) from error


def query_of(criteria: Criteria) -> str:
    """The query of `GET /offers` that asks for these criteria."""
    single = {
        "q": criteria.q, "priceMax": criteria.price_max, "startsAfter": criteria.starts_after,
        "startsBefore": criteria.starts_before, "near": criteria.near and criteria.near.code,
        "distanceMax": criteria.distance_max, "ordering": criteria.ordering,
    }  # fmt: skip
    pairs = [(dimension, value) for dimension, values in criteria.chosen.items() for value in values]
    pairs += [
        (name, value.isoformat() if isinstance(value, datetime) else str(value))
        for name, value in single.items()
        if value not in (None, "")
    ]
    return urlencode(pairs)


urls = [
    path("saved-searches", SavedSearches.as_view()),
    path("saved-searches/<uuid:id>", SavedSearch.as_view()),
]
