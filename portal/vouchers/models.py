"""Rows of vouchers: which offers are paid by use, and each voucher of a booking."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from portal.bookings.models import Booking
from portal.vouchers.states import STATUSES, VOUCHER


class PaidByUse(Thing):
    """From now on, who books this offer (sold per pupil) gets a voucher for each pupil, good until `valid_until`."""

    KIND: ClassVar[str] = "paid_by_use"

    offer = models.OneToOneField(Offer, models.PROTECT, related_name="paid_by_use")
    valid_until = models.DateField()

    def __str__(self) -> str:
        return f"{self.offer_id} until {self.valid_until}"


class Voucher(Moving):
    """One use of a booked offer by one pupil: bound to the offer and the goal of its booking, worth its price.

    `code` is what proves the use: the school hands it out, and the provider can fill it in only when it has it.
    """

    KIND: ClassVar[str] = "voucher"
    MOVES = VOUCHER

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="vouchers")
    code = models.CharField(max_length=11, unique=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="voucher_status_known"),
        ]

    def __str__(self) -> str:
        return f"voucher of {self.booking_id} ({self.status})"
