"""The same again: an offer in the next programme, and the schools that ask for it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Deed, Resource
from api.conventions.shapes import Id, Ref, Shape, Text
from api.v1.acting import school_of
from api.v1.offers import OfOffers
from catalogue.offers import actions, queries
from catalogue.programmes.queries import programmes
from portal.bookings import actions as bookings


class NewRenewal(Shape):
    """Into which programme (the next one when none is named), and its spending goal when the old one is not there."""

    programme = Id(required=False)
    goal = Text(max_length=10, required=False, allow_blank=True)


class Renewals(OfOffers, Deed):
    """The provider renews its offer; answered with the new draft and its address."""

    scopes = {"POST": "catalogue:write"}
    body = NewRenewal

    def post(self, request: Request, id: Any) -> HttpResponse:
        """By its provider."""
        offer, given = self.thing(id), self.read(self.body)
        named = given.get("programme")
        programme = self.named(programmes(), named, "#/programme") if named else None
        made = actions.renew(offer, programme=programme, goal=given.get("goal", ""), by=self.actor)
        response = self.shown(self.again(made), 201)
        response.headers["Location"] = request.build_absolute_uri(f"/api/v1/offers/{made.pk}")
        return response


class RenewalWishShape(Shape):
    """A school that asks for the offer again."""

    id = Id()
    school = Ref()
    created_at = serializers.DateTimeField()


class NewRenewalWish(Shape):
    """For which school; a member of a school need not say it."""

    school = Id(required=False)


class RenewalWishes(Resource):
    """The schools that ask for an offer again: for its provider and its municipality."""

    scopes = {"GET": "catalogue:read", "POST": "bookings:write"}
    paged = True
    shape = RenewalWishShape
    body = NewRenewalWish

    def visible(self) -> QuerySet[Any]:
        """The offers that the actor sees."""
        return queries.visible_to(self.actor)

    def get(self, request: Request, id: Any) -> Response:
        """Who asked first on top; 404 unless the offer is written or reviewed by the actor."""
        offer = queries.concerning(self.actor).filter(pk=id).first()
        if offer is None:
            raise Http404
        return self.listed(queries.wishes_of(offer))

    def post(self, request: Request, id: Any) -> HttpResponse:
        """A school that had the offer asks for it again; asking twice changes nothing."""
        offer, given = self.thing(id), self.read(self.body)
        school = school_of(self, given.get("school"))
        return self.shown(bookings.ask_again(school, offer, by=self.actor), 201)


urls = [
    path("offers/<uuid:id>/renewals", Renewals.as_view()),
    path("offers/<uuid:id>/renewal-wishes", RenewalWishes.as_view()),
]
