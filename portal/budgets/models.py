"""Rows of the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Board, Municipality, School
from catalogue.programmes.models import Programme
from portal.budgets.states import KINDS, PERIOD


class Ceiling(Thing):
    """What the schools of a board may be granted together in a programme, because a decision names that maximum.

    `granted` is the sum of what the accounts under it were granted, kept in the statement that grants. An account stays
    under its ceiling when its school moves to another board: the decision was about the money, and names the board.
    """

    KIND: ClassVar[str] = "ceiling"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="ceilings")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    maximum = EuroField()
    granted = EuroField(default=ZERO)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(granted__lte=F("maximum"), granted__gte=0), name="never_above_maximum"),
            models.UniqueConstraint(fields=["programme", "board"], name="one_ceiling_per_board"),
        ]

    def __str__(self) -> str:
        return f"{self.maximum} for {self.board_id} in {self.programme_id}"


class Account(Thing):
    """Money that may be chosen from: a school's choice budget, or a line of the municipality such as fixed offers.

    Amounts are without VAT. The sum of the entries is the truth; the three balances are that sum, kept at hand.
    `in_teams` is what the teams of the school may still choose of it: the sum of what each of them has left.
    """

    KIND: ClassVar[str] = "account"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="accounts")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="accounts")
    line = models.CharField(max_length=80, blank=True)
    granted = EuroField(default=ZERO)
    reserved = EuroField(default=ZERO)
    spent = EuroField(default=ZERO)
    in_teams = EuroField(default=ZERO)
    ceiling = models.ForeignKey(Ceiling, models.PROTECT, null=True, blank=True, related_name="accounts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(granted__gte=F("reserved") + F("spent")), name="never_overspent"),
            models.CheckConstraint(
                condition=Q(in_teams__gte=0, granted__gte=F("reserved") + F("spent") + F("in_teams")),
                name="teams_within_account",
            ),
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

    @property
    def common(self) -> Decimal:
        """What can still be chosen without a team: what is left and no team has for itself."""
        common: Decimal = self.available - self.in_teams
        return common


class TeamBudget(Thing):
    """A part of the budget of a school that one team chooses from (upper school, arts, …): money, never persons.

    `reserved` and `spent` are its part of those of the account. What no team has is common to the school.
    """

    KIND: ClassVar[str] = "team_budget"

    account = models.ForeignKey(Account, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    allotted = EuroField(default=ZERO)
    reserved = EuroField(default=ZERO)
    spent = EuroField(default=ZERO)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, spent__gte=0, allotted__gte=F("reserved") + F("spent")),
                name="team_never_overspent",
            ),
            models.UniqueConstraint(fields=["account", "name"], name="one_team_per_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.allotted}"

    @property
    def available(self) -> Decimal:
        """What the team can still choose."""
        available: Decimal = self.allotted - self.reserved - self.spent
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
    """One movement on an account, with its cause (what it was for). `amount` is positive; the kind gives the sign.

    `on` is the day that it counts on, which decides its period; `at` the moment that it was written.
    `team` is there when a team of the school chose it.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=KINDS)
    amount = EuroField()
    team = models.ForeignKey(TeamBudget, models.PROTECT, null=True, blank=True, related_name="entries")
    cause = models.CharField(max_length=40)
    cause_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField(default=timezone.localdate)
    by = models.CharField(max_length=200)

    objects = Entries.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="entry_amount_positive")]
        indexes = [
            models.Index(fields=["cause_id"], name="entry_cause"),
            models.Index(fields=["account", "on"], name="entry_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} for {self.cause} {self.cause_id}"


class Period(Moving):
    """A month or a year of the ledger of a municipality. Once closed, nothing is booked on its days or on earlier ones.

    `month` 0 is the whole year. `sha256` is the fingerprint of its frozen lines, which adding up again must give. A
    `sealed` year was accounted for: it is never opened again.
    """

    KIND: ClassVar[str] = "period"
    MOVES = PERIOD

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    sha256 = models.CharField(max_length=64, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    sealed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-ends_on", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "month"], name="one_period_per_month"),
            models.CheckConstraint(condition=Q(month__lte=12), name="period_month"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


class PeriodLine(models.Model):
    """An account in a closed period: what it had, what moved per kind, and what it has at the end."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opening_granted = EuroField(default=ZERO)
    opening_reserved = EuroField(default=ZERO)
    opening_spent = EuroField(default=ZERO)
    movements = models.JSONField(default=dict, help_text="kind of entry → euros, as a string with two decimals")
    closing_granted = EuroField(default=ZERO)
    closing_reserved = EuroField(default=ZERO)
    closing_spent = EuroField(default=ZERO)

    class Meta:
        ordering = ["account_id"]
        constraints = [models.UniqueConstraint(fields=["period", "account"], name="one_line_per_account")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.period_id}"

    @property
    def opening_left(self) -> Decimal:
        """What could still be chosen at the start."""
        left: Decimal = self.opening_granted - self.opening_reserved - self.opening_spent
        return left

    @property
    def closing_left(self) -> Decimal:
        """What could still be chosen at the end."""
        left: Decimal = self.closing_granted - self.closing_reserved - self.closing_spent
        return left
