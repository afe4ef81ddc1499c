"""Rows of bespoke requests."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalogue.exchange.models import Idea
from catalogue.lifecycle import Moving
from catalogue.money import CENT, ZERO, EuroField
from catalogue.offers.models import MOST_UNITS
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme, SpendingGoal, Theme
from portal.bespoke.states import REQUEST, STATUSES
from portal.budgets.models import Account
from portal.needs.models import Need


class BespokeRequest(Moving):
    """A school asks for something that no offer gives. Amounts are without VAT.

    `amount` is what it asks, `granted` what it got; of that, `reserved` is still set aside on `account` and `spent` was
    approved in a claim. `cases` are the cases of the eligibility rules that it is one of. `idea`: shown to the
    providers, to become an offer for all.
    """

    KIND: ClassVar[str] = "bespoke_request"
    MOVES = REQUEST

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="bespoke_requests")
    school = models.ForeignKey(School, models.PROTECT, related_name="bespoke_requests")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="bespoke_requests")
    cases = models.JSONField(default=list, blank=True)
    title = models.CharField(max_length=120)
    motive = models.TextField(max_length=2000)
    aim = models.TextField(max_length=1000)
    supplier = models.CharField(max_length=160, blank=True)
    pupils = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)])
    starts_on = models.DateField()
    ends_on = models.DateField()
    amount = EuroField(validators=[MinValueValidator(CENT)])
    granted = EuroField(default=ZERO)
    reserved = EuroField(default=ZERO)
    spent = EuroField(default=ZERO)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    idea = models.ForeignKey(Idea, models.SET_NULL, null=True, blank=True, related_name="+")
    requested_by = models.CharField(max_length=40, blank=True)
    decision = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="bespoke_status_known"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, spent__gte=0)
                & Q(granted__gte=F("reserved") + F("spent"))
                & Q(amount__gte=F("granted")),
                name="bespoke_within_amount",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="bespoke_ends_after_start"),
        ]
        indexes = [models.Index(fields=["municipality", "status"], name="bespoke_queue")]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> Decimal:
        """What was granted and not spent yet."""
        left: Decimal = self.granted - self.spent
        return left
