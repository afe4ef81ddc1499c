"""The only code that changes balances: one conditional UPDATE and one entry per movement.

A CHECK constraint stands behind each condition. Callers take capacity first and accounts after it, accounts in the
order of their ids and a team after its account (the lock order of the house), inside their own transaction. Whoever
grants or calls back on accounts of schools holds the programme first, because of the ceilings (docs/adr/0027).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, Stale
from catalogue.lifecycle import Thing, change, hold_all
from catalogue.money import ZERO, in_cents, share
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.sql import update_returning
from portal.budgets.ceilings import over, press
from portal.budgets.models import Account, Entry, TeamBudget
from portal.budgets.queries import refuse_earlier
from portal.budgets.rules import exhausted
from portal.budgets.states import BALANCES, EFFECTS, INVERSE

FIXED_LINE = "fixed"
RETURNED = ("id", "municipality", "programme", "school", "line", "ceiling", *BALANCES, "in_teams")


@deed
def open_account(programme: Programme, *, school: School | None = None, line: str = "") -> Account:
    """The account of a school, or of a municipal line, in a programme; made when it is not there yet."""
    defaults = {"municipality_id": programme.municipality_id, "ceiling": partial(over, programme, school)}
    account, _made = Account.objects.get_or_create(programme=programme, school=school, line=line, defaults=defaults)
    return account


@deed
def grant(account: Account, amount: Decimal, *, cause: Thing, by: Actor) -> None:
    """Add money to the account. `Refused("above_board_grant")` when its board would get more than its maximum."""
    _post(_of(account.pk), "grant", amount, cause, by)


@deed
def call_back(account: Account, amount: Decimal, *, cause: Thing, by: Actor) -> None:
    """Take money back that is not reserved or spent. `Refused("budget_exhausted")` when less is left.

    First what is common to the school; what that lacks comes from its teams, in proportion to what each has left.
    """
    _take_back(_of(account.pk), account.pk, amount, cause, by)


@deed
def regrant_all(changes: Sequence[tuple[Account, Decimal, Decimal]], *, cause: Thing, by: Actor) -> None:
    """`regrant` for each `(account, before, to)`: all are held by id, then money is taken back before any is granted.

    So it can move between the schools of a board that has its maximum already.
    """
    hold_all(Account.objects.filter(pk__in=[account.pk for account, _before, _to in changes]))
    for account, before, to in sorted(changes, key=lambda change: change[2] > change[1]):
        regrant(account, before=before, to=to, cause=cause, by=by)


@deed
def regrant(account: Account, *, before: Decimal, to: Decimal, cause: Thing, by: Actor) -> None:
    """Grant or call back the difference, when the account was granted `before`; nothing when that is `to` already.

    `Stale` when it was granted something else by now; `Refused("budget_exhausted")` when less is left than goes back,
    `Refused("above_board_grant")` when its board would get more than its maximum.
    """
    if before == to:
        return
    rows = _of(account.pk).filter(granted=in_cents(before))
    try:
        if to > before:
            _post(rows, "grant", to - before, cause, by)
        else:
            _take_back(rows, account.pk, before - to, cause, by)
    except Refused as error:
        if error.code != "budget_exhausted" or rows.exists():
            raise
        sentence = _("The budget of a school changed in the meantime. Look at the new figures, and decide again.")
        raise Stale(sentence) from error


@deed
def reserve(
    programme: Programme,
    school: School | None,
    amount: Decimal,
    *,
    cause: Thing,
    by: Actor,
    line: str = FIXED_LINE,
    team: UUID | None = None,
) -> Account:
    """Set money aside on the account of the school (`None`: the municipal `line`); the account after it.

    With a `team` from what that team has left, else from what is common. `Refused("budget_exhausted")` when less is
    left, or when there is no account. Two statements, and a third for a team.
    """
    where = Q(school=school) if school else Q(school__isnull=True, line=line)
    rows = Account.objects.filter(where, _left(amount, team), programme=programme)
    account = _post(rows, "reserve", amount, cause, by, team)
    account.programme, account.school = programme, school
    return account


@deed
def release(account_id: UUID, amount: Decimal, *, cause: Thing, by: Actor, team: UUID | None = None) -> None:
    """Give reserved money back to be chosen again, by the `team` that had chosen it."""
    _post(_of(account_id).filter(reserved__gte=in_cents(amount)), "release", amount, cause, by, team)


@deed
def spend(account_id: UUID, amount: Decimal, *, cause: Thing, by: Actor, team: UUID | None = None) -> None:
    """Turn reserved money into spent money."""
    _post(_of(account_id).filter(reserved__gte=in_cents(amount)), "spend", amount, cause, by, team)


@deed
def move_on(
    account_id: UUID, *, spent: Decimal, released: Decimal, cause: Thing, by: Actor, team: UUID | None = None
) -> None:
    """Spend a part of reserved money and release another; either may be nothing."""
    if spent:
        spend(account_id, spent, cause=cause, by=by, team=team)
    if released:
        release(account_id, released, cause=cause, by=by, team=team)


@deed
def refund(account_id: UUID, amount: Decimal, *, cause: Thing, by: Actor, team: UUID | None = None) -> None:
    """Take back money that was spent, so that it can be chosen again (a credit note, a bounced payment)."""
    _post(_of(account_id).filter(spent__gte=in_cents(amount)), "refund", amount, cause, by, team)


@deed
def unspend(account_id: UUID, amount: Decimal, *, cause: Thing, by: Actor, team: UUID | None = None) -> None:
    """Turn spent money into reserved money again: it stays set aside for what it was spent on."""
    _post(_of(account_id).filter(spent__gte=in_cents(amount)), "unspend", amount, cause, by, team)


@deed
def allot(team: TeamBudget, more: Decimal, *, by: Actor) -> TeamBudget:
    """Give the team `more` of what is common (below zero: give that back). Who may is a rule of `budgets.teams`.

    `Refused("budget_exhausted")` when less is common, or when the team has less left.
    """
    kept = _left(more) if more > 0 else Q(in_teams__gte=in_cents(-more))
    rows = TeamBudget.objects.filter(pk=team.pk, allotted__gte=F("reserved") + F("spent") - in_cents(more))
    if not _of(team.account_id).filter(kept).update(in_teams=F("in_teams") + in_cents(more)) or not rows.update(
        allotted=F("allotted") + in_cents(more)
    ):
        sentence = _("There is not so much left to divide over teams: the rest is chosen already. Take a lower amount.")
        raise Refused("budget_exhausted", sentence)
    team.allotted += more
    return change(team, event="allotted", by=by, data={"more": str(more), "amount": str(team.allotted)})


@deed
def hand_over(account_id: UUID, amount: Decimal, *, on: date, cause: Thing, by: Actor) -> None:
    """Money goes to another municipality: spent, of its own kind. `on` may lie in an earlier period that is open.

    `Refused("budget_exhausted" | "period_closed")`.
    """
    _post(_of(account_id).filter(_left(amount)), "hand_over", amount, cause, by, on=on)


@deed
def put_back(entry: Entry, amount: Decimal, *, cause: Thing, by: Actor) -> Account:
    """The opposite of (a part of) an entry, as a new entry of today; the account after it.

    `Refused("budget_exhausted")` when the money is not there any more.
    """
    kind = INVERSE[entry.kind]
    granted, reserved, spent = EFFECTS[kind]
    rows = _of(entry.account_id)
    if kind == "call_back":
        return _take_back(rows, entry.account_id, amount, cause, by)
    if reserved < 0:
        rows = rows.filter(reserved__gte=in_cents(amount))
    if spent < 0:
        rows = rows.filter(spent__gte=in_cents(amount))
    if granted < reserved + spent:  # it takes from what is left
        rows = rows.filter(_left(amount, entry.team_id))
    return _post(rows, kind, amount, cause, by, entry.team_id)


def _of(account_id: UUID) -> QuerySet[Account]:
    return Account.objects.filter(pk=account_id)


def _left(amount: Decimal, team: UUID | None = None) -> Q:
    if team:
        return Q(in_teams__gte=in_cents(amount))
    return Q(granted__gte=F("reserved") + F("spent") + F("in_teams") + in_cents(amount))


def _take_back(rows: QuerySet[Account], account_id: UUID, amount: Decimal, cause: Thing, by: Actor) -> Account:
    try:
        return _post(rows.filter(_left(amount)), "call_back", amount, cause, by)
    except Refused:
        if not _freed(account_id, amount, by):
            raise
        return _post(rows.filter(_left(amount)), "call_back", amount, cause, by)


def _freed(account_id: UUID, amount: Decimal, by: Actor) -> bool:
    """Let the teams give what is lacking of `amount`; whether they could. Commitments of a team stay as they are."""
    account = Account.objects.get(pk=account_id)
    lacking = amount - account.common
    if not 0 < lacking <= account.in_teams:
        return False
    if not _of(account_id).filter(in_teams__gte=in_cents(lacking)).update(in_teams=F("in_teams") - in_cents(lacking)):
        return False
    teams = list(TeamBudget.objects.filter(account=account_id).order_by("pk"))
    for team, part in zip(teams, share(lacking, [team.available for team in teams]), strict=True):
        if part:
            change(team, event="trimmed", by=by, allotted=team.allotted - part, data={"amount": str(part)})
    return True


def _post(
    rows: QuerySet[Account], kind: str, amount: Decimal, cause: Thing, by: Actor, team: UUID | None = None, *,
    on: date | None = None,
) -> Account:  # fmt: skip
    """The movement itself: move the balances if the condition of `rows` holds, and write the entry.

    The day is read while the account is held, and only a period that is over can be closed, which holds all accounts:
    an entry of today is never in a closed period, and costs no look at one (docs/adr/0025).
    """
    if amount <= 0:
        raise ValueError(f"a movement of {amount}: the kind gives the sign")
    changes: dict[str, Any] = {
        balance: F(balance) + in_cents(sign * amount)
        for balance, sign in zip(BALANCES, EFFECTS[kind], strict=True)
        if sign
    }
    if team:
        changes["in_teams"] = F("in_teams") - in_cents(sum(EFFECTS[kind][1:]) * amount)
    moved = update_returning(rows, RETURNED, **changes)
    if not moved or (team and not _post_team(team, moved[0]["id"], kind, amount)):
        raise exhausted()
    now = moved[0]
    account = Account(
        id=now["id"], municipality_id=now["municipality"], programme_id=now["programme"], school_id=now["school"],
        line=now["line"], ceiling_id=now["ceiling"], in_teams=now["in_teams"],
        **{balance: now[balance] for balance in BALANCES},
    )  # fmt: skip
    press(account, EFFECTS[kind][0] * amount)
    day = timezone.localdate()
    if on is not None and on < day:
        refuse_earlier(account, on, amount if sum(EFFECTS[kind][1:]) > EFFECTS[kind][0] else ZERO)
        day = on
    Entry.objects.create(
        account_id=account.pk, kind=kind, amount=amount, team_id=team, cause=cause.KIND, cause_id=cause.pk, on=day,
        by=by.label[:200],
    )  # fmt: skip
    return account


def _post_team(team: UUID, account_id: UUID, kind: str, amount: Decimal) -> int:
    """The same movement on the team of this account; nothing when it has not so much."""
    _granted, reserved, spent = (sign * amount for sign in EFFECTS[kind])
    return TeamBudget.objects.filter(
        pk=team, account=account_id, reserved__gte=in_cents(-reserved), spent__gte=in_cents(-spent),
        allotted__gte=F("reserved") + F("spent") + in_cents(reserved + spent),
    ).update(reserved=F("reserved") + in_cents(reserved), spent=F("spent") + in_cents(spent))  # fmt: skip
