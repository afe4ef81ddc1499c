"""Vouchers: offers that are paid by use, and each use that was proven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Ref, Shape, Text
from api.v1.booking_shapes import BookingShape
from catalogue.actor import PROVIDER_ROLES
from catalogue.errors import require
from catalogue.offers import queries as offers
from portal.bookings import queries as bookings
from portal.vouchers import actions, queries
from portal.vouchers.states import STATUSES

SCOPES = {"GET": "bookings:read", "POST": "bookings:write"}


class VoucherTermsShape(Shape):
    """An offer that is paid by use, until when its vouchers are good."""

    id = Id()
    offer = Id(source="offer_id")
    title = serializers.CharField(source="offer.text.title")
    valid_until = serializers.DateField()
    created_at = serializers.DateTimeField()


class NewVoucherTerms(Shape):
    """Be paid by use for an offer that is sold per pupil."""

    offer = Id()
    valid_until = Day()


class VoucherShape(Shape):
    """One use by one pupil. `code` is the proof: a provider sees it only after it took the voucher in."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    code = serializers.CharField()
    booking = Id(source="booking_id")
    offer = Id(source="booking.offer_id")
    school = Ref(source="booking.school")
    used_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()


class NewUse(Shape):
    """The code of the voucher, and the day of the use."""

    code = Text(max_length=20)
    used_on = Day()


class TakenBack(Shape):
    """What was wrong."""

    reason = Text(max_length=500)


class VoucherFilters(Filters):
    """Vouchers by booking and status."""

    booking = ids("booking")
    status = words([code for code, _label in STATUSES])


class OfTerms(Resource):
    """Where terms come from and how they look."""

    shape: ClassVar[type[Shape]] = VoucherTermsShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """A provider sees its own, others those of their municipality."""
        return queries.terms_visible_to(self.actor)


class AllVoucherTerms(OfTerms, Listing, Making):
    """The offers that are paid by use."""

    body = NewVoucherTerms

    def make(self, given: dict[str, Any]) -> Any:
        """By a manager of the provider."""
        sentence = _("Only a manager of the provider agrees to be paid by use.")
        require(self.actor.is_one_of(*PROVIDER_ROLES), "wrong_role", sentence)
        offer = self.named(offers.own(self.actor), given["offer"], "#/offer")
        return self.again(actions.pay_by_use(offer, valid_until=given["valid_until"], by=self.actor))


class OneOfTerms(OfTerms, Showing):
    """The terms of one offer."""


class OfVouchers(Resource):
    """Where vouchers come from and how they look."""

    shape: ClassVar[type[Shape]] = VoucherShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """A school sees its own, a provider those that it took in, the municipality all."""
        return queries.visible_to(self.actor)


class Vouchers(OfVouchers, Listing):
    """The vouchers, by code."""

    filters = VoucherFilters


class Voucher(OfVouchers, Showing):
    """One voucher."""


class Uses(OfVouchers, Making):
    """Take a voucher in."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": "bookings:write"}
    body, home = NewUse, "vouchers"

    def make(self, given: dict[str, Any]) -> Any:
        """By the provider that was given the code."""
        return self.again(actions.use(given["code"], used_on=given["used_on"], by=self.actor))


class Returns(OfVouchers, Deed):
    """It was taken in by mistake."""

    body = TakenBack

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider, with a reason."""
        return actions.take_back(thing, by=self.actor, **given)

    def again(self, thing: Any) -> Any:
        """The voucher as it was left: its code is out of the provider's sight again."""
        return self.visible().model.objects.select_related("booking__school").get(pk=thing.pk)


class Issues(Deed):
    """Make the vouchers of a booking; answers with the booking, and `GET /vouchers?booking=` with the codes."""

    shape: ClassVar[type[Shape]] = BookingShape
    scopes: ClassVar[Mapping[str, str]] = {"POST": "bookings:write"}

    def visible(self) -> QuerySet[Any]:
        """The bookings of who asks."""
        return bookings.visible_to(self.actor)

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who decides for the school."""
        return actions.issue(thing, by=self.actor)


urls = [
    path("voucher-terms", AllVoucherTerms.as_view()),
    path("voucher-terms/<uuid:id>", OneOfTerms.as_view()),
    path("vouchers", Vouchers.as_view()),
    path("vouchers/<uuid:id>", Voucher.as_view()),
    path("vouchers/<uuid:id>/returns", Returns.as_view()),
    path("voucher-uses", Uses.as_view()),
    path("bookings/<uuid:id>/vouchers", Issues.as_view()),
]
