"""Rows of accounting: how a grant was settled at the end of its term, and where what is paid is booked."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Dated, Programme
from portal.accountability.states import SETTLEMENT
from portal.claims.states import KINDS as CLAIM_KINDS
from portal.funding.models import Grant


class GrantSettlement(Moving):
    """What came in of a grant and what was paid of it; the rest goes back. Above the threshold a second person agrees.

    `unspent` = received − paid; below zero the municipality paid more than came in.
    """

    KIND: ClassVar[str] = "grant_settlement"
    MOVES = SETTLEMENT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="settlements")
    received = EuroField()
    paid = EuroField()
    unspent = EuroField()
    reason = models.TextField(max_length=1000)
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["grant"], condition=~Q(status="refused"), name="one_settlement_per_grant"),
            models.CheckConstraint(
                condition=Q(received__gte=0, paid__gte=0, unspent=F("received") - F("paid")), name="settlement_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unspent} of {self.grant_id} ({self.status})"

    @property
    def to_repay(self) -> Decimal:
        """What goes back; nothing when all of it was spent."""
        unspent: Decimal = self.unspent
        return max(unspent, ZERO)


class LedgerCode(Dated, Thing):
    """Where lines of a kind (of a provider, or own costs of a school) are booked: general ledger, and Iv3 task and
    category. Of one programme, or of all; the newest that holds on a day counts.
    """

    KIND: ClassVar[str] = "ledger_code"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    line_kind = models.CharField(max_length=10, choices=CLAIM_KINDS)
    general_ledger = models.CharField(max_length=20)
    task = models.CharField(max_length=10, validators=[RegexValidator(r"^\d+(\.\d+)*$")])
    category = models.CharField(max_length=10, validators=[RegexValidator(r"^\d+(\.\d+)*$")])

    class Meta:
        ordering = ["-valid_from", "-created_at"]

    def __str__(self) -> str:
        return f"{self.general_ledger} {self.task} {self.category} from {self.valid_from}"
