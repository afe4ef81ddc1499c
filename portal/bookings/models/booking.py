"""Rows of what schools choose and get."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField, share
from catalogue.offers.models import Count, Offer, Revision, Session
from catalogue.organisations.models import Municipality, Provider, School
from catalogue.programmes.models import Programme
from portal.bookings.states import BOOKING, STATUSES
from portal.budgets.models import Account, TeamBudget
from portal.entitlements.models import EntitlementUse
from portal.needs.models import Need
from portal.rounds.models import Round


class Choice(Thing):
    """An offer on the shortlist of a school, with its rank (1 is wanted most). It takes no place and no money.

    When and from whose budget it is wanted: a `session` of the offer or a wished day, and a `team` of the school.
    """

    KIND: ClassVar[str] = "choice"

    school = models.ForeignKey(School, models.CASCADE, related_name="choices")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField(default=1)
    units = Count(default=1)
    pupils = Count(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")
    wished_on = models.DateField(null=True, blank=True)
    team = models.ForeignKey(TeamBudget, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rank", "created_at"]
        constraints = [models.UniqueConstraint(fields=["school", "offer"], name="one_choice_per_offer")]

    def __str__(self) -> str:
        return f"{self.rank} {self.offer_id}"

    @property
    def planned_on(self) -> date | None:
        """The day of the session, or the wished day; nothing as long as the school named none."""
        return timezone.localtime(self.session.starts_at).date() if self.session else self.wished_on


class Booking(Moving):
    """A school takes an offer as it was revised at that moment. Amounts are without VAT.

    `amount` = price × `quantity`; `charged` = amount − own contribution is what is reserved on `account`; of it
    `reserved` is still set aside and `spent` was approved in a claim; a `team` of the school may have chosen it.
    A fixed offer counts in `entitlement`, the units that the school has in a period; an optional one belongs to the
    round that was open, if any. It keeps the terms of cancelling that it was made on; a `fee` (of the whole amount) is
    all that is still paid for it, after a late cancellation or when nobody was there. `shortfall` is what the budget
    lacked when it was proposed, or what the school pays in its place (within its own contribution).
    It may cite the `need` of the school that it answers. `adults` come along with the pupils and cost nothing;
    `first_asked_at` is when the school asked, which both parts of a booking that was split keep.
    """

    KIND: ClassVar[str] = "booking"
    MOVES = BOOKING

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="bookings")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="bookings")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="bookings")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="bookings")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(TeamBudget, models.PROTECT, null=True, blank=True, related_name="+")
    entitlement = models.ForeignKey(EntitlementUse, models.PROTECT, null=True, related_name="bookings")
    in_round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="bookings")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")
    wished_dates = models.JSONField(default=list)
    units = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    adults = models.PositiveIntegerField(default=0)
    quantity = models.PositiveIntegerField()
    year_groups = models.JSONField(default=list)
    amount = EuroField()
    own_contribution = EuroField(default=ZERO)
    shortfall = EuroField(default=ZERO)
    reserved = EuroField(default=ZERO)
    spent = EuroField(default=ZERO)
    cancel_free_days = models.PositiveSmallIntegerField(null=True, blank=True)
    cancel_late_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    no_show_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    ordered_by = models.CharField(max_length=12, choices=Programme.ORDERED_BY, default="school")
    fee = EuroField(null=True, blank=True)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    remarks = models.TextField(max_length=1000, blank=True)
    requested_by = models.CharField(max_length=40, blank=True)
    first_asked_at = models.DateTimeField(default=timezone.now, editable=False)
    delivered_at = models.DateTimeField(null=True)
    judge_reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, spent__gte=0, own_contribution__gte=0)
                & Q(amount__gte=F("own_contribution") + F("reserved") + F("spent")),
                name="booking_within_amount",
            ),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="booking_status_known"),
        ]
        indexes = [
            models.Index(fields=["school", "-created_at"], name="booking_of_school"),
            models.Index(fields=["provider", "status"], name="booking_of_provider"),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk} ({self.status})"

    @property
    def charged(self) -> Decimal:
        """What the municipality pays at most."""
        charged: Decimal = self.amount - self.own_contribution
        return charged

    @property
    def claimable(self) -> Decimal:
        """What the provider may still claim of the municipality: of a fee only the part that it would have paid."""
        if self.fee is None:
            most = self.charged
        else:
            most = share(self.fee, [self.charged, self.own_contribution])[0] if self.fee else ZERO
        left: Decimal = most - self.spent
        return max(left, ZERO)

    @property
    def is_ordered(self) -> bool:
        """The municipality orders it: a purchase order, and an invoice of the provider instead of a claim."""
        return bool(self.ordered_by == "municipality")

    @property
    def is_fixed(self) -> bool:
        """A fixed offer: from the entitlement of the school, paid by the municipality."""
        return bool(self.offer.kind == "fixed")

    @property
    def planned_on(self) -> date | None:
        """The day of the session, or the first wished date; nothing when the school named none."""
        if self.session:
            return timezone.localtime(self.session.starts_at).date()
        return date.fromisoformat(self.wished_dates[0]) if self.wished_dates else None

    @property
    def days(self) -> list[date]:
        """The day on which its session ends, and the wished dates; today when it names none."""
        ends = [timezone.localtime(self.session.ends_at).date()] if self.session else []
        return [*ends, *map(date.fromisoformat, self.wished_dates)] or [timezone.localdate()]

    @property
    def counts_on(self) -> date:
        """The day that an entitlement counts it on: without a planned day the one on which it was asked."""
        return self.planned_on or timezone.localtime(self.first_asked_at).date()
