"""The catalogue: finding offers, and what providers and officers do with them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import form_faults
from api.conventions.pagination import Pages
from api.conventions.problems import Found, invalid
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape, Text
from api.v1.offer_search import FACETS, SUGGESTIONS, SearchFilters, counted, criteria_of
from api.v1.offer_shapes import (
    FoundOfferShape,
    NewOffer,
    OfferChange,
    OfferFilters,
    OfferShape,
)
from catalogue.offers import actions, queries, search
from catalogue.programmes.queries import programmes

WRITE = {"POST": "catalogue:write", "PATCH": "catalogue:write"}


class WithdrawalReason(Shape):
    """Why."""

    reason = Text(max_length=500, required=False, allow_blank=True, default="")


class OfOffers(Resource):
    """Where offers come from and how they look."""

    shape: ClassVar[type[Shape]] = OfferShape

    def visible(self) -> QuerySet[Any]:
        """Published ones for everybody; the provider's own; for a municipality those that were submitted to it."""
        return queries.visible_to(self.actor).prefetch_related(*queries.THEMES)


class Offers(OfOffers, Listing, Making):
    """Find offers. Repeated keys are "or"; `facets=true` adds how many offers each filter would leave.

    With `status` a provider lists its own offers and an officer those that wait for review, whatever their status.
    """

    scopes = WRITE
    body = NewOffer
    filters = SearchFilters
    beside = {"facets": FACETS, "suggestions": SUGGESTIONS}

    def get(self, request: Request) -> Response:
        """The published offers that meet the criteria."""
        if "status" in request.query_params:
            return self._by_status(request)
        criteria = criteria_of(self.asked())
        count, more = counted(criteria, facets=request.query_params.get("facets") == "true")
        pages = Pages()
        rows = pages.paginate_queryset(search.found(criteria), request, count=count)
        shown = FoundOfferShape(rows, many=True, context={"actor": self.actor}).data
        return Response(pages.envelope(shown) | more)

    def _by_status(self, request: Request) -> Response:
        """The actor's own list: every status that it may see."""
        if others := sorted(set(request.query_params) - {"status", "page", "pageSize"}):
            raise invalid(
                *(
                    Found("query", key, "not_with_status", _("This key does not go together with `status`."))
                    for key in others
                )
            )
        mine = self.visible().order_by("-updated_at", "pk")
        rows = OfferFilters(request.query_params, queryset=mine, request=request)
        if not rows.is_valid():
            raise form_faults(rows.form)
        pages = Pages()
        return pages.get_paginated_response(self.as_json(pages.paginate_queryset(rows.qs, request), many=True))

    def make(self, given: dict[str, Any]) -> Any:
        """A draft of the acting provider."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.write(programme, by=self.actor, **given)


class Offer(OfOffers, Showing, Changing):
    """One offer. Changing a published one starts a next revision, which the municipality then approves."""

    scopes = WRITE
    change = OfferChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider."""
        return actions.edit(thing, by=self.actor, **given)


class Submissions(OfOffers, Deed):
    """Ask the municipality to publish the offer, or its next revision."""

    scopes = WRITE

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider."""
        return actions.submit(thing, by=self.actor)


class Withdrawals(OfOffers, Deed):
    """Take the offer out of the catalogue; bookings that were made stay."""

    scopes = WRITE
    body = WithdrawalReason

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By its provider or an officer."""
        return actions.withdraw(thing, by=self.actor, reason=given["reason"])


urls = [
    path("offers", Offers.as_view()),
    path("offers/<uuid:id>", Offer.as_view()),
    path("offers/<uuid:id>/submissions", Submissions.as_view()),
    path("offers/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
