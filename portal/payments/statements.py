"""What the bank says it paid: a statement read line by line, each with its own outcome; again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import move
from portal.payments import actions
from portal.payments.camt import StatementEntry, read_camt053
from portal.payments.models import Batch, Payment
from portal.payments.queries import visible_to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `settled`, `known` before, `unknown`, `differs` in amount, or `returned` by the bank."""

    entry: StatementEntry
    outcome: str
    sentence: str


@deed
def read_statement(content: bytes, *, by: Actor) -> list[Outcome]:
    """Settle what a camt.053 statement says was paid of released batches of the acting municipality.

    `Invalid` when the file is no statement; nothing is changed then. A line that is not ours, or not the amount that
    was sent, changes nothing and says so. A returned payment is named for a person to look at: it stays unpaid.
    """
    require(by.role == FINANCE, "wrong_role", _("Only a finance officer can read in a bank statement."))
    outcomes = [_of(entry, by) for entry in read_camt053(content)]
    for batch in visible_to(by).filter(status="released").order_by("pk"):
        if not batch.payments.filter(paid_on=None).exists():
            move(batch, "settled", by=by, data={"total": str(batch.total)})
    return outcomes


def _of(entry: StatementEntry, by: Actor) -> Outcome:
    payments = list(_payments(entry, by).order_by("pk"))
    if not payments:
        return Outcome(entry, "unknown", _("No payment of this portal has this reference."))
    if entry.status == "returned":
        sentence = _("The bank returned this payment (%(reason)s). Ask the provider for the right account.")
        return Outcome(entry, "returned", sentence % {"reason": entry.reason or "-"})
    if sum(payment.amount for payment in payments) != entry.amount:
        return Outcome(entry, "differs", _("The bank names another amount than was sent. Nothing was changed."))
    paid = [actions.pay(payment, on=entry.date, by=by) for payment in payments]
    if not any(paid):
        return Outcome(entry, "known", _("This was read before."))
    return Outcome(entry, "settled", _("Paid: the invoice is closed."))


def _payments(entry: StatementEntry, by: Actor) -> QuerySet[Payment]:
    """The payment with this reference, or all payments of the batch that the bank booked as one amount."""
    sent = Payment.objects.filter(batch__municipality=by.municipality, batch__status__in=("released", "settled"))
    sent = sent.select_related("invoice__claim")
    if entry.end_to_end_id:
        return sent.filter(end_to_end_id=entry.end_to_end_id)
    return sent.filter(batch__in=Batch.called(entry.batch_id))
