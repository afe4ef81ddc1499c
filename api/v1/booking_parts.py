"""A booking becomes two: a part of it goes on by itself, on another day when one is given."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from api.conventions.resources import Resource
from api.conventions.shapes import Day, Id, Rows, Shape, Whole
from api.v1.bookings import OfBookings
from catalogue.offers.models import MOST_UNITS
from portal.vouchers import actions


class NewPart(Shape):
    """How much goes on by itself; `pupils` has to be there where each pupil has a price, else it is their part."""

    units = Whole(least=1, most=MOST_UNITS, required=False, default=1)
    pupils = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    session = Id(required=False, allow_null=True)
    wished_dates = Rows(Day(), most=50, required=False)


class Parts(OfBookings, Resource):
    """Split a booking before it is delivered."""

    body = NewPart

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By who decides for the school; answers with the part that goes on by itself."""
        booking, given = self.thing(id), self.read(self.body)
        if named := given.pop("session", None):
            given["session"] = self.named(booking.offer.sessions.all(), named, "#/session")
        return self.shown(self.again(actions.split(booking, by=self.actor, **given)), 201)


urls = [path("bookings/<uuid:id>/parts", Parts.as_view())]
