"""How bookings look, and what a school or provider fills in."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, Since, ids, words
from api.conventions.shapes import Day, Euros, Flag, Id, Ref, Rows, Shape, Text, Whole
from api.v1.cancelling_shapes import CancellingShape, cost_of
from api.v1.delivery_shapes import DeliveryShape, DisputeShape
from catalogue.money import ZERO
from catalogue.offers.models import MOST_UNITS
from portal.bookings.contacts import contacts_of
from portal.bookings.models import Booking
from portal.bookings.states import STATUSES
from portal.entitlements.models import id_of

BEFORE_DELIVERY = frozenset({"proposed", "requested"})


class BookedOfferShape(Shape):
    """The offer as it was when it was booked."""

    id = Id(source="offer_id")
    title = serializers.CharField(source="revision.title")
    revision = serializers.IntegerField(source="revision.number")


class BookingContactShape(Shape):
    """Whom to ask today, who stands in included."""

    name = serializers.CharField()
    task = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()


class ContactsShape(Shape):
    """Of both sides; null for a side that named nobody."""

    provider = BookingContactShape(allow_null=True)
    school = BookingContactShape(allow_null=True)


class BookingShape(Shape):
    """A school takes an offer; amounts are without VAT.

    `cancelling`: until when cancelling (and moving by the school) is free, and what it costs now. `fee`: all that is
    still paid for it, after a late cancellation or when nobody was there.
    `shortfall`: what the budget lacked when it was proposed, or what the school pays in its place (within
    `ownContribution`).
    """

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    school = Ref()
    provider = Ref()
    offer = BookedOfferShape(source="*")
    session = Id(source="session_id", allow_null=True)
    wished_dates = serializers.ListField(child=serializers.DateField())
    units = serializers.IntegerField()
    pupils = serializers.IntegerField()
    adults = serializers.IntegerField()
    year_groups = serializers.ListField(child=serializers.CharField())
    amount = Euros()
    own_contribution = Euros()
    shortfall = Euros()
    reserved = Euros()
    spent = Euros()
    fee = Euros(allow_null=True)
    split_from = Id(source="split_from_id", allow_null=True)
    cancelling = serializers.SerializerMethodField()
    account = Id(source="account_id", allow_null=True)
    team = Id(source="team_id", allow_null=True)
    need = Id(source="need_id", allow_null=True)
    entitlement = serializers.SerializerMethodField()
    contacts = serializers.SerializerMethodField()
    remarks = serializers.CharField()
    deliveries = serializers.SerializerMethodField()
    disputes = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(DeliveryShape(many=True))
    def get_deliveries(self, booking: Booking) -> list[dict[str, Any]]:
        """What was reported so far; before the first report there is nothing to look up."""
        if booking.status in BEFORE_DELIVERY:
            return []
        return list(DeliveryShape(booking.deliveries.all(), many=True).data)

    @extend_schema_field(DisputeShape(many=True))
    def get_disputes(self, booking: Booking) -> list[dict[str, Any]]:
        """What the school did not agree with, the oldest first."""
        if booking.status in BEFORE_DELIVERY:
            return []
        return list(DisputeShape(booking.disputes.all(), many=True).data)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_entitlement(self, booking: Booking) -> str | None:
        """The entitlement that a fixed offer counts in."""
        return str(id_of(booking.offer_id, booking.school_id)) if booking.is_fixed else None

    @extend_schema_field(CancellingShape())
    def get_cancelling(self, booking: Booking) -> Any:
        """By the terms that it was made on."""
        return CancellingShape(cost_of(booking)).data

    @extend_schema_field(ContactsShape(allow_null=True))
    def get_contacts(self, booking: Booking) -> Any:
        """Of both sides; null until the provider confirmed."""
        found = contacts_of(booking)
        return ContactsShape(found).data if found else None


class NewBooking(Shape):
    """What a school asks for. `school` only by a board; `team` when a team of the school pays it;
    `need` is the need of the school that it answers. `adults` come along with the pupils, and cost nothing.

    `coverShortfall`: the school pays itself what its budget lacks, where the programme allows that.
    """

    offer = Id()
    school = Id(required=False)
    units = Whole(least=1, most=MOST_UNITS, required=False, default=1)
    pupils = Whole(least=1, most=MOST_UNITS)
    adults = Whole(least=0, most=MOST_UNITS, required=False, default=0)
    year_groups = Rows(Text(max_length=10), most=30, required=False)
    session = Id(required=False, allow_null=True)
    wished_dates = Rows(Day(), most=50, required=False)
    own_contribution = Euros(required=False, default=ZERO)
    remarks = Text(max_length=1000, required=False, allow_blank=True)
    team = Id(required=False, allow_null=True)
    need = Id(required=False, allow_null=True)
    cover_shortfall = Flag(required=False, default=False)


class NewApproval(Shape):
    """`coverShortfall`: the school pays itself what its budget lacks, where the programme allows that."""

    cover_shortfall = Flag(required=False, default=False)


class NewDates(Shape):
    """Another day: a session of the offer, or wished dates, most wanted first."""

    session = Id(required=False, allow_null=True)
    wished_dates = Rows(Day(), most=50, required=False)


class BookingFilters(Filters):
    """Bookings by what they are about."""

    status = words([code for code, _label in STATUSES])
    school = ids("school")
    provider = ids("provider")
    offer = ids("offer")
    programme = ids("offer__programme")
    created_after = Since("created_at")
    created_before = Since("created_at", "lte")
