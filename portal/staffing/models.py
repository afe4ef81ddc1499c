"""Rows of staff: workers with the hours of their contract, and their weeks at a school."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Thing
from catalogue.organisations.models import Provider
from portal.bookings.models import Booking

MOST_HOURS = Decimal(60)
HOURS = [MinValueValidator(Decimal("0.25")), MaxValueValidator(MOST_HOURS)]


class Worker(Thing):
    """Somebody of a provider, by the name that its planner uses, such as “Youth worker 3”.

    `contract_hours` a week, from `starts_on` until `ends_on` (none: until further notice).
    """

    KIND: ClassVar[str] = "worker"

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="workers")
    name = models.CharField(max_length=80)
    contract_hours = models.DecimalField(max_digits=5, decimal_places=2, validators=HOURS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="one_worker_per_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.contract_hours} hours a week)"


class Deployment(Thing):
    """A worker at the school of a booking: so many hours in each week from `first_week` to `last_week` (Mondays)."""

    KIND: ClassVar[str] = "deployment"

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="deployments")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="deployments")
    hours = models.DecimalField(max_digits=5, decimal_places=2, validators=HOURS)
    first_week = models.DateField()
    last_week = models.DateField()

    class Meta:
        ordering = ["first_week", "worker__name"]
        constraints = [
            models.CheckConstraint(condition=Q(last_week__gte=F("first_week")), name="deployment_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.hours} hours a week from {self.first_week}"

    @property
    def weeks(self) -> list[date]:
        """The Monday of each of its weeks."""
        many = (self.last_week - self.first_week).days // 7 + 1
        return [self.first_week + timedelta(weeks=each) for each in range(many)]
