"""Rows of what is booked in the ledger by hand: corrections of entries, and money for another municipality."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import CENT, EuroField
from catalogue.organisations.identifiers import is_cbs_code
from catalogue.organisations.models import Municipality
from portal.budgets.models import Account, Entry
from portal.funding.models.grants import Grant
from portal.funding.states import MOVE

FEW_ENOUGH = MaxValueValidator(10_000_000)


class Correction(Moving):
    """An entry that was wrong, and (once it is effected) the opposite entry that puts it right; the first one stays."""

    KIND: ClassVar[str] = "correction"
    MOVES = MOVE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="corrections")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="corrections")
    amount = EuroField(validators=[MinValueValidator(CENT)])
    reason = models.TextField(max_length=1000)
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="correction_positive"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status__in=["proposed", "effected"]), name="one_correction_per_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of entry {self.entry_id}"


class Handover(Moving):
    """Money of a line that goes to another municipality, such as for pupils of secondary schools who live there.

    `on` is the day that it counts on. The two numbers of pupils are figures that were given, not reckoned: those at
    the sites of the own municipality, and those of them who live in it. SiSa shows this money apart.
    """

    KIND: ClassVar[str] = "handover"
    MOVES = MOVE

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="handovers")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="handovers")
    to_code = models.CharField(max_length=6, validators=[is_cbs_code])
    to_name = models.CharField(max_length=120)
    amount = EuroField(validators=[MinValueValidator(CENT)])
    on = models.DateField()
    basis = models.TextField(max_length=1000)
    pupils_by_site = models.PositiveIntegerField(null=True, blank=True, validators=[FEW_ENOUGH])
    pupils_by_residence = models.PositiveIntegerField(null=True, blank=True, validators=[FEW_ENOUGH])
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-on", "-created_at"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="handover_positive")]

    def __str__(self) -> str:
        return f"{self.amount} to {self.to_name}"
