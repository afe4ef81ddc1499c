"""The deeds on batches of payments."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Forbidden, Invalid, Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import allowed, move
from catalogue.organisations.models import Municipality
from portal.claims.accounted import accounted
from portal.claims.interest import CONFLICT
from portal.payments import rules
from portal.payments.models import Batch
from portal.payments.preparing import prepare
from portal.payments.queries import DOWNLOADED
from portal.payments.sepa import BatchDocument, PaymentDocument, render_pain001, sha1_of
from portal.payments.settling import one_bank_at_a_time, pay

__all__ = ["cancel", "download", "prepare", "release", "settle"]


@deed
def release(batch: Batch, *, by: Actor) -> Batch:
    """A second person releases the batch; the bank file is made.

    `Refused("wrong_state")` unless it waits for that; `Refused("four_eyes")` for who prepared it;
    `Forbidden("conflict_of_interest")` for who approved a claim in it,
    or has an interest in one; `Refused("held")` when an account in it was changed meanwhile, or is to be, and
    `Refused("regulation_closed")` when what pays a claim in it was accounted for.
    """
    own = by.is_one_of(FINANCE, OFFICER) and by.municipality == batch.municipality_id
    require(own, "wrong_role", _("Only the municipality can release payments."))
    if not allowed(batch, "released"):
        raise Refused("wrong_state", _("This batch does not wait to be released. Reload the page."))
    if by.person == batch.prepared_by:
        raise Refused(
            "four_eyes", _("You prepared this batch. Ask a colleague to release it: two people look at every payment.")
        )
    if not rules.may_release(by, batch):
        raise Forbidden("wrong_role", _("Only a finance officer or policy officer can release this batch."))
    _refuse_own(batch, by)
    _refuse_held(batch)
    _refuse_accounted(batch)
    file = render_pain001(_document(batch))
    return move(
        batch, "released", by=by, released_by=by.person, released_by_name=by.label[:200], file=file,
        sha1=sha1_of(file), data={"total": str(batch.total), "sha1": sha1_of(file)},
    )  # fmt: skip


@deed
def download(batch: Batch, *, by: Actor) -> bytes | None:
    """The file for the bank of a released batch, and a line in the journal that says who took it; `None` before.

    `Forbidden("wrong_role")` for who is not of the municipality that pays.
    """
    own = by.municipality == batch.municipality_id
    require(own, "wrong_role", _("Only the municipality that pays can take the file for the bank."))
    file = Batch.objects.values_list("file", flat=True).get(pk=batch.pk)
    if not file:
        return None
    record(DOWNLOADED, batch, by=by, data={"sha1": batch.sha1})
    return bytes(file)


@deed
def settle(batch: Batch, *, by: Actor, on: date | None = None) -> Batch:
    """The bank paid the whole batch (`on` that day, today at the latest): invoices are paid and claims settled.

    `Forbidden("wrong_role")`; `Refused("wrong_state")` unless it was released; `Invalid` for a day to come.
    """
    require(rules.may_settle(by, batch), "wrong_role", _("Only a finance officer can record what the bank paid."))
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid.field("#/on", "in_future", _("Choose today or an earlier day."))
    one_bank_at_a_time(batch.municipality_id)
    move(batch, "settled", by=by, data={"total": str(batch.total)})
    waiting = batch.payments.filter(paid_on=None, live=True)
    for payment in waiting.select_related("invoice__claim", "claim", "batch").order_by("pk"):
        pay(payment, on=day, by=by)
    return batch


@deed
def cancel(batch: Batch, *, by: Actor) -> Batch:
    """Take a batch back before its release; what was in it can be paid in another one."""
    require(rules.may_settle(by, batch), "wrong_role", _("Only a finance officer can take a batch back."))
    ids = list(batch.payments.values_list("end_to_end_id", flat=True))
    move(batch, "cancelled", by=by, data={"total": str(batch.total), "payments": len(ids)})
    batch.payments.all().delete()
    return batch


def _refuse_own(batch: Batch, by: Actor) -> None:
    claims = [payment.settles for payment in batch.payments.select_related("invoice__claim", "claim")]
    if kept := rules.kept_from(by, claims, releasing=True):
        raise Forbidden(CONFLICT, next(iter(kept.values())))


def _refuse_held(batch: Batch) -> None:
    """Money leaves only for the account that is known at the release, and that nobody asked to change."""
    rows = batch.payments.select_related("invoice__provider", "claim__school__board").order_by("pk")
    if found := next((row for row in rows if row.payee is None or row.payee.iban != row.iban), None):
        sentence = _("%(payee)s has another bank account than in this batch. Take the batch back and prepare it anew.")
        raise Refused("held", sentence % {"payee": found.creditor})
    waits = Q(invoice__provider__account_changes__status="proposed")
    waits |= Q(claim__school__board__account_changes__status="proposed")
    if found := batch.payments.filter(waits).first():
        sentence = _(
            "The bank account of %(payee)s was changed. Take this batch back, or have the change checked first."
        )
        raise Refused("held", sentence % {"payee": found.creditor})


def _refuse_accounted(batch: Batch) -> None:
    claims = [payment.settles.pk for payment in batch.payments.select_related("invoice__claim", "claim")]
    for refused in accounted(batch.municipality_id, claims).values():
        raise refused


def _document(batch: Batch) -> BatchDocument:
    payer = Municipality.objects.get(pk=batch.municipality_id)
    if not payer.iban:
        raise Refused(
            "no_bank_account", _("The municipality has no bank account yet. Ask the administrator to fill it in.")
        )
    payments = tuple(
        PaymentDocument(
            end_to_end_id=payment.end_to_end_id, creditor_name=payment.creditor, iban=payment.iban,
            amount=payment.amount, remittance=payment.number,
        )
        for payment in batch.payments.select_related("invoice", "claim").order_by("pk")
    )  # fmt: skip
    return BatchDocument(
        message_id=batch.message_id, created_at=timezone.now(), debtor_name=payer.account_name or payer.name,
        debtor_iban=payer.iban, debtor_bic=payer.bic, execution_date=batch.execution_date, payments=payments,
    )  # fmt: skip
