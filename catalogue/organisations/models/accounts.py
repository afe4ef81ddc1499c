"""Bank accounts of who is paid, as they are proposed and checked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.organisations import identifiers as check
from catalogue.organisations.models.providers import Provider
from catalogue.organisations.models.schools import Board
from catalogue.organisations.states import ACCOUNT_CHANGE, NAME_CHECKS


class AccountChange(Moving):
    """The bank account that a provider or board says it has from now on. Until somebody else checked it, it waits.

    `outcome` is what the bank said about name and number (Verification of Payee) on `checked_on`.
    """

    KIND: ClassVar[str] = "account_change"
    MOVES = ACCOUNT_CHANGE

    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="account_changes")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="account_changes")
    iban = models.CharField(max_length=34, validators=[check.is_iban])
    account_name = models.CharField(max_length=70)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.CharField(max_length=40)
    proposed_by_name = models.CharField(max_length=200)
    outcome = models.CharField(max_length=12, blank=True, choices=NAME_CHECKS)
    checked_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False, board__isnull=True) | Q(provider__isnull=True, board__isnull=False),
                name="account_of_one_payee",
            ),
            models.UniqueConstraint(
                fields=["provider"], condition=Q(status="proposed"), name="one_change_per_provider"
            ),
            models.UniqueConstraint(fields=["board"], condition=Q(status="proposed"), name="one_change_per_board"),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=models.F("proposed_by")), name="two_people_change_account"
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | (Q(outcome__in=("match", "close", "not_possible"))),
                name="confirmed_account_was_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.iban} ({self.status})"

    @property
    def payee(self) -> Provider | Board:
        """Whose account it is."""
        found = self.provider or self.board
        if found is None:
            raise ValueError("an account of nobody")
        return found
