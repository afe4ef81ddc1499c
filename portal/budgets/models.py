"""Rows of the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalogue.lifecycle import Thing
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme
from portal.budgets.states import KINDS


class Account(Thing):
    """Money that may be chosen from: a school's choice budget, or a line of the municipality such as fixed offers.

    Amounts are without VAT. The sum of the entries is the truth; the three balances are that sum, kept at hand.
    """

    KIND: ClassVar[str] = "account"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="accounts")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="accounts")
    line = models.CharField(max_length=80, blank=True)
    granted = EuroField(default=ZERO)
    reserved = EuroField(default=ZERO)
    spent = EuroField(default=ZERO)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(granted__gte=F("reserved") + F("spent")), name="never_overspent"),
            models.CheckConstraint(condition=Q(reserved__gte=0, spent__gte=0, granted__gte=0), name="never_negative"),
            models.UniqueConstraint(fields=["programme", "school"], name="one_account_per_school"),
            models.UniqueConstraint(
                fields=["programme", "line"], condition=Q(school__isnull=True), name="one_account_per_line"
            ),
            models.CheckConstraint(condition=Q(school__isnull=False) ^ ~Q(line=""), name="school_or_line"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id or self.line} in {self.programme_id}"

    @property
    def available(self) -> Decimal:
        """What can still be chosen."""
        available: Decimal = self.granted - self.reserved - self.spent
        return available


class Entries(models.QuerySet["Entry"]):
    """The past of the ledger cannot be changed: a correction is a new entry."""

    def update(self, **changes: Any) -> NoReturn:
        """Never."""
        raise TypeError("entries are never updated; write a new one")

    def delete(self) -> NoReturn:
        """Never."""
        raise TypeError("entries are never deleted; write a new one")


class Entry(models.Model):
    """One movement on an account, with its cause (what it was for). `amount` is positive; the kind gives the sign."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=KINDS)
    amount = EuroField()
    cause = models.CharField(max_length=40)
    cause_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)

    objects = Entries.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="entry_amount_positive")]
        indexes = [models.Index(fields=["cause_id"], name="entry_cause")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} for {self.cause} {self.cause_id}"
