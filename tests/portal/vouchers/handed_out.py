"""The library is paid by use for its play weeks; De Kring has a confirmed booking of them with vouchers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.vouchers import actions as vouchers
from portal.vouchers.models import Voucher
from tests import cast
from tests.cast import Town


def by_use(town: Town, **said: Any) -> Offer:
    """Play weeks at € 15 per pupil, paid by use for sixty days."""
    fields = {"title": "Peuterpretweken", "unit": "pupil", "price": Decimal("15.00"), "capacity": 500}
    made = cast.offer(town, **(fields | said))
    until = timezone.localdate() + timedelta(days=60)
    vouchers.pay_by_use(made, valid_until=until, by=town.actor("librarian"))
    return made


def booked(town: Town, pupils: int = 5) -> Booking:
    """A confirmed booking of them."""
    row = bookings.book(town.kring, by_use(town), units=1, pupils=pupils, by=town.actor("coordinator"))
    return bookings.confirm(row, by=town.actor("librarian"))


def issued(town: Town, pupils: int = 5) -> list[Voucher]:
    """Its vouchers, in the order of their codes."""
    row = booked(town, pupils)
    vouchers.issue(row, by=town.actor("coordinator"))
    return list(Voucher.objects.filter(booking=row).order_by("code"))


def used(town: Town) -> Voucher:
    """One of them that was used."""
    return vouchers.use(issued(town)[0].code, used_on=timezone.localdate(), by=town.actor("librarian"))
