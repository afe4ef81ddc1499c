"""What the bank did with one payment: paid it, or sent it back. And how what came back can be paid again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.lifecycle import added, hold_all, move
from catalogue.organisations.models import Municipality
from portal.budgets.queries import counted_on
from portal.claims import decisions as claims
from portal.invoices import actions as invoices
from portal.payments import rules
from portal.payments.causes import cause
from portal.payments.models import Batch, Payment, ReturnedPayment

LONGEST_CODE, LONGEST_WORDS = 35, 500


@deed
def pay(payment: Payment, *, on: date, by: Actor) -> bool:
    """The bank paid this one: its invoice is paid and its claim settled. False when that was known already.

    In a closed period nothing is booked any more: it counts on the first open day, and keeps the day of the bank.
    """
    day = counted_on(payment.batch.municipality_id, on)
    if not Payment.objects.filter(pk=payment.pk, paid_on=None, live=True).update(paid_on=day, bank_on=on):
        return False
    if payment.invoice:
        invoices.paid(payment.invoice, on=day, by=by)
    claims.settle(payment.settles, on=day, by=by)
    return True


@deed
def came_back(payment: Payment, *, on: date, code: str = "", words: str = "", by: Actor) -> ReturnedPayment:
    """The bank sent the payment back, or never made it: the invoice can be paid again once the account is mended.

    The claim is `failed` until then: it does not count as paid any more. What a signed SiSa table said stays as it is,
    and is corrected in the next one (docs/adr/0046). `Refused("wrong_state")` when it came back before or was not
    sent, `Invalid` for a day to come or words that are too long, `Forbidden("wrong_role")`.
    """
    batch = payment.batch
    sentence = _("Only a finance officer can record what the bank sent back.")
    require(rules.may_settle(by, batch), "wrong_role", sentence)
    if on > timezone.localdate():
        raise Invalid.field("#/on", "in_future", _("Choose today or an earlier day."))
    one_bank_at_a_time(batch.municipality_id)
    sent = batch.status in ("released", "settled")
    if not sent or not Payment.objects.filter(pk=payment.pk, live=True).update(live=False):
        raise Refused("wrong_state", _("This payment was not sent, or it came back before. Reload the page."))
    payment.live = False
    because = cause(code, words)
    if payment.invoice:
        invoices.came_back(payment.invoice, because=because, by=by)
    claims.came_back(payment.settles, because=because, by=by)
    row = ReturnedPayment(
        status="open", municipality_id=batch.municipality_id, payment=payment, returned_on=on,
        code=code[:LONGEST_CODE], words=words[:LONGEST_WORDS],
    )  # fmt: skip
    row.save(force_insert=True)
    finish(batch.municipality_id, by=by)
    return added(row, by=by, because=because, data={"payment": payment.end_to_end_id, "amount": str(payment.amount)})


def one_bank_at_a_time(municipality: UUID) -> None:
    """Who books what the bank did waits for who is at it: payments, invoices and claims go first, then their batches.

    A statement names payments of many batches in the order of the bank, so no order of rows would do (docs/adr/0011).
    """
    hold_all(Municipality.objects.filter(pk=municipality))


def finish(municipality: UUID, *, by: Actor) -> None:
    """Batches of which the bank paid or returned everything are settled: inside the deed that heard the last of it."""
    waiting = Payment.objects.filter(batch=OuterRef("pk"), paid_on=None, live=True)
    for batch in Batch.objects.filter(~Exists(waiting), municipality=municipality, status="released").defer("file"):
        move(batch, "settled", by=by, data={"total": str(batch.total)})


@deed
def mend(row: ReturnedPayment, *, how: str, by: Actor) -> ReturnedPayment:
    """The bank account is right after all, or the cause is gone: it can be paid again. `Invalid` without words."""
    sentence = _("Only a finance officer can say that this can be paid again.")
    require(rules.may_settle(by, row.payment.batch), "wrong_role", sentence)
    reasoned(how, _("Say how you checked the bank account: whom you called, on which number."))
    return move(row, "mended", by=by, because=how, mended_by=by.label[:200], mended_how=how[:LONGEST_WORDS])
