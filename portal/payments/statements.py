"""What the bank says it paid: a statement read line by line, each with its own outcome; again changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, Actor
from catalogue.deeds import deed
from catalogue.errors import reasoned, require
from catalogue.lifecycle import added, move
from portal.payments.camt import StatementEntry as Line
from portal.payments.camt import read_camt053
from portal.payments.causes import cause
from portal.payments.models import Batch, Payment, Statement, StatementEntry
from portal.payments.settling import came_back, finish, one_bank_at_a_time, pay

LONGEST_REFERENCE = 140


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `settled`, `known` before, `unknown`, `differs` in amount, or `returned` by the bank."""

    entry: Line
    outcome: str
    sentence: str


@deed
def read_statement(content: bytes, *, by: Actor, name: str = "") -> list[Outcome]:
    """Settle what a camt.053 statement says was paid of released batches of the acting municipality.

    `Invalid` when the file is no statement; nothing is changed then. A line that is not ours, or not the amount that
    was sent, waits on a list until somebody looked at it. A returned payment can be paid again once its account is
    mended. A line that was read before changes nothing, in whichever file it comes. `Forbidden("wrong_role")`.
    """
    require(by.role == FINANCE, "wrong_role", _("Only a finance officer can read in a bank statement."))
    assert by.municipality is not None
    lines = read_camt053(content)
    one_bank_at_a_time(by.municipality)
    statement, new = Statement.objects.get_or_create(
        municipality_id=by.municipality, sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": name[:120], "read_by": by.label[:200]},
    )  # fmt: skip
    keys = _keys(lines)
    before = set(
        StatementEntry.objects.filter(municipality=by.municipality, key__in=keys).values_list("key", flat=True)
    )
    outcomes = []
    for line, key in zip(lines, keys, strict=True):
        if key in before:
            outcomes.append(Outcome(line, "known", _("This was read before.")))
            continue
        found = _of(line, by)
        if found is None:  # it never said to be ours
            continue
        outcomes.append(found)
        _keep(statement, key, found, by)
    finish(by.municipality, by=by)
    if new:
        added(statement, by=by, data={"sha256": statement.sha256, "lines": len(lines)})
    return outcomes


@deed
def resolve(row: StatementEntry, *, reason: str, by: Actor) -> StatementEntry:
    """Somebody looked at a line that nobody recognised, and says what it is. `Invalid` without a reason."""
    own = by.role == FINANCE and by.municipality == row.municipality_id
    require(own, "wrong_role", _("Only a finance officer looks at lines of the bank that nobody recognised."))
    reasoned(reason, _("Say what this line is."))
    return move(row, "resolved", by=by, because=reason, reason=reason)


def _of(line: Line, by: Actor) -> Outcome | None:
    payments = list(_payments(line, by))
    if not payments and not line.names_us:
        return None
    if not payments:
        return Outcome(line, "unknown", _("No payment of this portal has this reference."))
    if sum(payment.amount for payment in payments) != line.amount:
        return Outcome(line, "differs", _("The bank names another amount than was sent. Nothing was changed."))
    if line.status == "returned":
        return _returned(line, [payment for payment in payments if payment.live], by)
    paid = [pay(payment, on=line.date, by=by) for payment in payments if payment.live]
    if not any(paid):
        return Outcome(line, "known", _("This was read before."))
    return Outcome(line, "settled", _("Paid: the invoice is closed."))


def _returned(line: Line, payments: list[Payment], by: Actor) -> Outcome:
    for payment in payments:
        came_back(payment, on=min(line.date, timezone.localdate()), code=line.code, words=line.words, by=by)
    if not payments:
        return Outcome(line, "known", _("This was read before."))
    sentence = _("The bank returned this payment: %(reason)s It can be paid again once the account is checked.")
    return Outcome(line, "returned", sentence % {"reason": cause(line.code, line.words)})


def _payments(line: Line, by: Actor) -> QuerySet[Payment]:
    """The payment with one of these references, or all payments of the batch that the bank booked as one amount."""
    sent = Payment.objects.filter(batch__municipality=by.municipality, batch__status__in=("released", "settled"))
    sent = sent.select_related("invoice__claim", "claim", "batch").defer("batch__file").order_by("pk")
    for reference in line.references:
        if named := sent.filter(end_to_end_id=reference):
            return named
    return sent.filter(batch__in=Batch.called(line.batch_id), live=True) if line.batch_id else sent.none()


def _keys(lines: Iterable[Line]) -> list[str]:
    """What makes a line this one: account, the bank's reference, ours, amount and day; and which one of equals."""
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        said = "|".join(
            (line.account, line.bank_reference, *line.references, line.batch_id, line.status, str(line.amount),
             line.date.isoformat())
        )  # fmt: skip
        keys.append(hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest())
        seen[said] += 1
    return keys


def _keep(statement: Statement, key: str, found: Outcome, by: Actor) -> None:
    line, waits = found.entry, found.outcome in ("unknown", "differs")
    row = StatementEntry(
        status="open" if waits else "booked", municipality_id=statement.municipality_id, statement=statement, key=key,
        outcome=found.outcome, reference=(line.end_to_end_id or line.batch_id)[:LONGEST_REFERENCE],
        amount=line.amount, came_in=line.status == "returned", date=line.date,
    )  # fmt: skip
    row.save(force_insert=True)
    if waits:
        added(row, by=by, data={"outcome": found.outcome, "amount": str(line.amount)})
