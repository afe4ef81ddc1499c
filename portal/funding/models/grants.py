"""Rows of grants: what the state or the council gives, and the terms in which it comes."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Thing
from catalogue.money import CENT, ZERO, EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Regulation


class Grant(Thing):
    """An amount from one regulation for one municipality, to be spent until (and with) a day.

    `reference` is the number of the decision (beschikking) that it stands in. Once it is settled (`closed_on`) nothing
    is spent of it any more: `paid_of_it` is what was.
    """

    KIND: ClassVar[str] = "grant"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="grants")
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="grants")
    amount = EuroField(validators=[MinValueValidator(CENT)])
    spend_until = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    paid_of_it = EuroField(null=True, blank=True)

    class Meta:
        ordering = ["spend_until", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_positive"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, paid_of_it__isnull=True)
                | Q(closed_on__isnull=False, paid_of_it__gte=0, paid_of_it__lte=F("amount")),
                name="closed_grant_says_what_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id}: {self.amount}"

    @property
    def to_plan(self) -> Decimal:
        """What the lines of the plans hold of it: the whole grant, and of a closed one what was paid."""
        held: Decimal = self.amount if self.paid_of_it is None else self.paid_of_it
        return held


class Instalment(models.Model):
    """One term of a grant, and the month in which it is paid: a payment may hold several terms."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    month = models.DateField(help_text="the first day of the month")
    amount = EuroField()
    received = EuroField(default=ZERO)
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_instalment_per_number"),
            models.CheckConstraint(condition=Q(amount__gte=0, received__gte=0), name="instalment_not_negative"),
            models.CheckConstraint(condition=Q(received__lte=F("amount")), name="instalment_not_over_received"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.grant_id}: {self.amount}"


class FinalAccount(Thing):
    """A municipality accounted for a regulation for the last time: in the signed SiSa table of `year`.

    Its ledger is closed from then on: nothing is booked, approved or paid of it any more.
    """

    KIND: ClassVar[str] = "final_account"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["year", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "regulation"], name="one_final_account"),
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id} in {self.year}"
