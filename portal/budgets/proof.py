"""The proof of the ledger: everything is added up again, from the entries alone."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, Sum, Value, When, Window
from django.db.models.expressions import Combinable

from catalogue.money import ZERO
from portal.budgets.models import Account, Ceiling, Entry, Period, PeriodLine, TeamBudget
from portal.budgets.states import BALANCES, EFFECTS, SUM_TO_ZERO

NOTHING = (ZERO, ZERO, ZERO)
FIGURES = tuple(f"{end}_{name}" for end in ("opening", "closing") for name in BALANCES)
Sums = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree: of what (`account`), which figure (`balance`), what stands there and what it must be."""

    account: str
    balance: str
    kept: Decimal | str
    added_up: Decimal | str


@dataclass(frozen=True, slots=True)
class Standing:
    """An account in a period, from its entries: what it had (granted, reserved, spent), what moved, what it has."""

    account: UUID
    opening: Sums
    movements: dict[str, Decimal]

    @property
    def closing(self) -> Sums:
        """What it has at the end."""
        return _added(self.opening, self.movements.items())

    def row(self, period: Period) -> PeriodLine:
        """As it is frozen."""
        opening = {f"opening_{name}": amount for name, amount in zip(BALANCES, self.opening, strict=True)}
        closing = {f"closing_{name}": amount for name, amount in zip(BALANCES, self.closing, strict=True)}
        moved = {kind: str(amount) for kind, amount in self.movements.items()}
        return PeriodLine(period=period, account_id=self.account, movements=moved, **opening, **closing)


def verify() -> list[Difference]:
    """Add up the whole ledger again; an empty list is the proof. Seven statements, and one per closed period.

    Every balance is the sum of its entries and was never below zero or overspent at any moment; what is granted below a
    ceiling is the sum of its accounts; accounts and their programme and school are of one municipality; moves add up to
    nothing; closed periods give the same fingerprint.
    """
    return [*_balances(), *_ceilings(), *_strangers(), *_below_zero(), *_lopsided(), *_reopened()]


def standings(municipality: UUID, starts_on: date, ends_on: date) -> list[Standing]:
    """Every account of the municipality that had an entry until `ends_on`, by id. One statement."""
    rows = Entry.objects.filter(account__municipality=municipality, on__lte=ends_on).order_by()
    sums = rows.values_list("account", "kind").annotate(
        before=Sum("amount", filter=Q(on__lt=starts_on)), within=Sum("amount", filter=Q(on__gte=starts_on))
    )
    return _standings(sums)


def fingerprint(rows: Iterable[PeriodLine]) -> str:
    """SHA-256 over the lines of a period, by account: the same entries always give the same."""
    said = [
        [str(row.account_id), *(str(getattr(row, name)) for name in FIGURES), dict(sorted(row.movements.items()))]
        for row in sorted(rows, key=lambda row: str(row.account_id))
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _standings(sums: Iterable[tuple[UUID, str, Decimal | None, Decimal | None]]) -> list[Standing]:
    before: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    within: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for account, kind, earlier, moved in sums:
        before[account] |= {kind: earlier} if earlier else {}
        within[account] |= {kind: moved} if moved else {}
    return [
        Standing(account, _added(NOTHING, before[account].items()), dict(sorted(within[account].items())))
        for account in sorted(set(before) | set(within), key=str)
    ]


def _added(sums: Sums, movements: Iterable[tuple[str, Decimal]]) -> Sums:
    granted, reserved, spent = sums
    for kind, amount in movements:
        effect = EFFECTS[kind]
        granted, reserved, spent = (
            granted + effect[0] * amount,
            reserved + effect[1] * amount,
            spent + effect[2] * amount,
        )
    return granted, reserved, spent


def _balances() -> Iterator[Difference]:
    """Each balance is the sum of its entries. Two statements."""
    moved: dict[UUID, list[tuple[str, Decimal]]] = defaultdict(list)
    for account_id, kind, total in (
        Entry.objects.order_by().values_list("account", "kind").annotate(total=Sum("amount"))
    ):
        moved[account_id].append((kind, total))
    for account in Account.objects.all():
        for balance, added_up in zip(BALANCES, _added(NOTHING, moved[account.pk]), strict=True):
            if getattr(account, balance) != added_up:
                yield Difference(f"account {account.pk}", balance, getattr(account, balance), added_up)


def _ceilings() -> Iterator[Difference]:
    """What was granted below a ceiling is the sum of its accounts. One statement."""
    for ceiling in Ceiling.objects.annotate(sum_of_accounts=Sum("accounts__granted")):
        added_up: Decimal = ceiling.sum_of_accounts or ZERO
        if ceiling.granted != added_up:
            yield Difference(f"ceiling {ceiling.pk}", "granted", ceiling.granted, added_up)


def _strangers() -> Iterator[Difference]:
    """An account belongs to the municipality of its programme and of its school. One statement."""
    of_programme, of_school = F("programme__municipality"), F("school__municipality")
    strange = ~Q(municipality=of_programme) | (Q(school__isnull=False) & ~Q(municipality=of_school))
    for account in Account.objects.filter(strange).select_related("programme"):
        here, there = str(account.municipality_id), str(account.programme.municipality_id)
        yield Difference(f"account {account.pk}", "municipality", here, there)


def _change(balance: int) -> Combinable:
    """What an entry does to a balance, in cents."""
    signs = [When(kind=kind, then=Value(effect[balance])) for kind, effect in EFFECTS.items() if effect[balance]]
    return F("amount") * Case(*signs, default=Value(0))


def _below_zero() -> Iterator[Difference]:
    """No account was below zero or overspent after any entry, by day and then order of writing. One statement."""
    running = {
        name: Window(Sum(_change(at)), partition_by=[F("account")], order_by=[F("on").asc(), F("pk").asc()])
        for at, name in enumerate(("then_granted", "then_reserved", "then_spent"))
    }
    below = Q(then_reserved__lt=0) | Q(then_spent__lt=0) | Q(then_granted__lt=F("then_reserved") + F("then_spent"))
    rows: Any = Entry.objects.annotate(**running).filter(below)
    for account in sorted(set(rows.order_by().values_list("account", flat=True)), key=str):
        yield Difference(f"account {account}", "history", "below zero", "never below zero")


def _lopsided() -> Iterator[Difference]:
    """What only shifts money adds up to nothing. One statement."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    rows = Entry.objects.filter(cause__in=SUM_TO_ZERO).order_by()
    for cause, cause_id, kind, total in rows.values_list("cause", "cause_id", "kind").annotate(total=Sum("amount")):
        sums[f"{cause} {cause_id}"] += EFFECTS[kind][0] * total
    for cause, total in sums.items():
        if total:
            yield Difference(cause, "granted", total, ZERO)


def _reopened() -> Iterator[Difference]:
    """A closed period says what its entries say, and what it said when it was closed. One statement and its periods."""
    for period in Period.objects.filter(status="closed").prefetch_related("lines"):
        rows = standings(period.municipality_id, period.starts_on, period.ends_on)
        now, frozen = fingerprint(each.row(period) for each in rows), fingerprint(period.lines.all())
        for found in {now, frozen} - {period.sha256}:
            yield Difference(f"period {period}", "fingerprint", period.sha256, found)


def verify_teams() -> list[Difference]:
    """Add up the entries of every team, and what the teams of every account have left. Three statements."""
    sums: dict[object, list[Decimal]] = {}
    for team_id, kind, total in (
        Entry.objects.filter(team__isnull=False).order_by().values_list("team", "kind").annotate(total=Sum("amount"))
    ):
        balances = sums.setdefault(team_id, [ZERO, ZERO])
        for i, sign in enumerate(EFFECTS[kind][1:]):
            balances[i] += sign * total
    left: dict[object, Decimal] = {}
    found = []
    for team in TeamBudget.objects.all():
        left[team.account_id] = left.get(team.account_id, ZERO) + team.available
        for balance, added_up in zip(("reserved", "spent"), sums.get(team.pk, [ZERO, ZERO]), strict=True):
            if getattr(team, balance) != added_up:
                found.append(Difference(str(team), balance, getattr(team, balance), added_up))
    for account in Account.objects.filter(Q(pk__in=left) | ~Q(in_teams=0)):
        if account.in_teams != left.get(account.pk, ZERO):
            found.append(Difference(str(account), "in_teams", account.in_teams, left.get(account.pk, ZERO)))
    return found
