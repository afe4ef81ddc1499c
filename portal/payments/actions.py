"""The deeds on payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Forbidden, Refused, check, require
from catalogue.lifecycle import added, move
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from portal.claims.decisions import settle as settle_claim
from portal.claims.interest import CONFLICT
from portal.claims.models import Claim
from portal.invoices import actions as invoices
from portal.invoices.models import Invoice
from portal.invoices.queries import payable
from portal.payments import rules
from portal.payments.models import Batch, Payment
from portal.payments.sepa import BatchDocument, PaymentDocument, render_pain001, sha1_of


@deed
def prepare(*, by: Actor, invoices_wanted: Sequence[UUID] | None = None, execution_date: date | None = None) -> Batch:
    """A batch of the given invoices, or of everything that can be paid. An invoice is in one batch only.

    What the person has an interest in is left out of "everything". `Refused("nothing_to_pay")`, `Invalid` per unknown
    or own invoice or a day in the past, `Forbidden("wrong_role")`.
    """
    require(rules.may_prepare(by), "wrong_role", _("Only a finance officer can prepare payments."))
    # locked, so that nothing is credited meanwhile
    rows = payable(by).select_related("provider", "claim").select_for_update(of=("self",), no_key=True)
    if invoices_wanted is not None:
        rows = rows.filter(pk__in=invoices_wanted)
    found = _not_own(list(rows), by)
    day = execution_date or timezone.localdate()
    check(_faults(found, invoices_wanted, day))
    if not found:
        raise Refused("nothing_to_pay", _("There is nothing to pay: every invoice stands in a batch already."))
    assert by.municipality is not None
    batch = Batch(
        status="prepared", municipality_id=by.municipality, execution_date=day, prepared_by=by.person,
        prepared_by_name=by.label[:200], total=sum((invoice.to_pay for invoice in found), ZERO),
    )  # fmt: skip
    batch.save(force_insert=True)
    _claim_for(batch, found)
    return added(batch, by=by, data={"total": str(batch.total), "payments": len(found)})


@deed
def release(batch: Batch, *, by: Actor) -> Batch:
    """A second person releases the batch; the bank file is made. `Refused("four_eyes")` for the first person.

    `Forbidden("conflict_of_interest")` for who approved a claim that it pays, or has an interest in one.
    """
    own = by.is_one_of(FINANCE, OFFICER) and by.municipality == batch.municipality_id
    require(own, "wrong_role", _("Only the municipality can release payments."))
    if by.person == batch.prepared_by:
        raise Refused(
            "four_eyes", _("You prepared this batch. Ask a colleague to release it: two people look at every payment.")
        )
    if not rules.may_release(by, batch):
        raise Forbidden("wrong_role", _("Only a finance officer or policy officer can release this batch."))
    claims = list(Claim.objects.filter(invoices__payment__batch=batch))
    if kept := rules.kept_from(by, claims, releasing=True):
        raise Forbidden(CONFLICT, next(iter(kept.values())))
    file = render_pain001(_document(batch))
    return move(
        batch, "released", by=by, released_by=by.person, released_by_name=by.label[:200], file=file,
        sha1=sha1_of(file), data={"total": str(batch.total), "sha1": sha1_of(file)},
    )  # fmt: skip


@deed
def settle(batch: Batch, *, by: Actor, on: date | None = None) -> Batch:
    """The bank paid the whole batch (`on` that day): its invoices are paid and their claims settled."""
    require(rules.may_settle(by, batch), "wrong_role", _("Only a finance officer can record what the bank paid."))
    move(batch, "settled", by=by, data={"total": str(batch.total)})
    for payment in batch.payments.filter(paid_on=None).select_related("invoice__claim").order_by("pk"):
        pay(payment, on=on or timezone.localdate(), by=by)
    return batch


@deed
def pay(payment: Payment, *, on: date, by: Actor) -> bool:
    """The bank paid this one: its invoice is paid and its claim settled. False when that was known already."""
    if not Payment.objects.filter(pk=payment.pk, paid_on=None).update(paid_on=on):
        return False
    invoices.paid(payment.invoice, on=on, by=by)
    settle_claim(payment.invoice.claim, by=by)
    return True


@deed
def cancel(batch: Batch, *, by: Actor) -> Batch:
    """Take a batch back before its release; its invoices can be paid in another one."""
    require(rules.may_settle(by, batch), "wrong_role", _("Only a finance officer can take a batch back."))
    move(batch, "cancelled", by=by)
    batch.payments.all().delete()
    return batch


def _not_own(found: list[Invoice], by: Actor) -> list[Invoice]:
    kept = rules.kept_from(by, [invoice.claim for invoice in found])
    return [invoice for invoice in found if invoice.claim_id not in kept]


def _claim_for(batch: Batch, found: Sequence[Invoice]) -> None:
    """Each invoice is paid in one batch: of two people who prepare at the same moment the second is told so."""
    payments = [
        Payment(
            batch=batch, invoice=invoice, end_to_end_id=invoice.number[-35:], amount=invoice.to_pay,
            creditor=invoice.provider.account_name, iban=invoice.provider.iban,
        )
        for invoice in found
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Payment.objects.bulk_create(payments)
    except IntegrityError as error:
        sentence = _("A colleague just put one of these invoices in a batch. Reload the page.")
        raise Refused("nothing_to_pay", sentence) from error


def _faults(found: Sequence[Invoice], wanted: Sequence[UUID] | None, day: date) -> list[Fault]:
    known = {invoice.pk for invoice in found}
    faults = [
        Fault(
            f"#/invoices/{i}",
            "unknown",
            _("This invoice cannot be paid now, stands in a batch, or is one you have an interest in. Leave it out."),
        )
        for i, each in enumerate(wanted or ())
        if each not in known
    ]
    if day < timezone.localdate():
        faults.append(Fault("#/executionDate", "in_past", _("Choose today or a later day.")))
    return faults


def _document(batch: Batch) -> BatchDocument:
    payer = Municipality.objects.get(pk=batch.municipality_id)
    if not payer.iban:
        raise Refused(
            "no_bank_account", _("The municipality has no bank account yet. Ask the administrator to fill it in.")
        )
    payments = tuple(
        PaymentDocument(
            end_to_end_id=payment.end_to_end_id, creditor_name=payment.creditor, iban=payment.iban,
            amount=payment.amount, remittance=payment.invoice.number,
        )
        for payment in batch.payments.select_related("invoice").order_by("pk")
    )  # fmt: skip
    return BatchDocument(
        message_id=batch.message_id, created_at=timezone.now(), debtor_name=payer.account_name or payer.name,
        debtor_iban=payer.iban, debtor_bic=payer.bic, execution_date=batch.execution_date, payments=payments,
    )  # fmt: skip
