"""Invoices that providers write themselves: sent, looked at by the worker, matched, or judged by a finance officer.

`receive` keeps the file and says who sent it. `examine` reads and judges it outside any transaction, in a process of
its own; `settle` compares it with what was approved: what matches is due at once. All may be called twice.
Sources: Burgerlijk Wetboek 6:119b (thirty days after receipt); EN 16931, NLCIUS, Peppol BIS Billing 3.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.lifecycle import added, change, expect, hold, move
from catalogue.organisations.models import Admission, Municipality, Provider
from catalogue.programmes.queries import number as legal_number
from portal.claims.models import Claim
from portal.invoices import rules
from portal.invoices.actions import WORKER
from portal.invoices.document import InvoiceDocument
from portal.invoices.examining import Examined, Typed
from portal.invoices.matching import claim_for, differences
from portal.invoices.models import Document, Invoice, ReceivedInvoice
from portal.invoices.ordered import claim_of_order, order_for
from portal.invoices.receiving_states import ACCEPTABLE
from portal.orders.models import PurchaseOrder
from portal.orders.queries import ordered_of

NEEDED = ("provider", "municipality", "claim", "order__booking")
LARGEST = 10 * 1024 * 1024


@deed
def receive(
    content: bytes, *, name: str, by: Actor, claim: Claim | None = None, order: PurchaseOrder | None = None,
    typed: Typed | None = None, via: str = "upload",
) -> ReceivedInvoice:  # fmt: skip
    """Keep an invoice of the acting provider (UBL, a PDF with UBL in it, or a PDF with what it says typed in).

    It is for an approved `claim`, or for a purchase `order`. `Forbidden("wrong_role")`; `Refused("self_billed")` when
    the municipality writes its invoices and ordered nothing itself, `("same_file")` when exactly this file is here;
    `Invalid` for another kind of file, or when it is not clear for which municipality.
    """
    sentence = _("Only a manager of a provider can send in its invoices.")
    require(rules.may_send(by), "wrong_role", sentence)
    assert by.provider is not None
    provider = Provider.objects.get(pk=by.provider)
    if provider.self_billing_agreed_on and not ordered_of(provider.pk):
        sentence = _("The municipality writes your invoices, as you agreed. There is nothing to send.")
        raise Refused("self_billed", sentence)
    about = order or claim
    payer = about.municipality if about else _payer(provider)
    digest = hashlib.sha256(content).hexdigest()
    row = ReceivedInvoice(
        status="received", provider=provider, municipality=payer, claim=claim, order=order,
        via=via, name=name[-120:] or "invoice", kind=_kind(content), sha256=digest, file=content,
        typed=_said(typed), number=typed.number[:40] if typed else "", received_on=timezone.localdate(),
        sent_by=by.person,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("same_file", _("Exactly this file was sent in before. Look at your invoices.")) from error
    return added(row, by=by, data={"name": row.name, "sha256": digest})


@deed
def settle(received_id: UUID, examined: Examined) -> ReceivedInvoice:
    """Compare it with what was approved; does nothing when that was done. What matches is due at once."""
    row = ReceivedInvoice.objects.select_related(*NEEDED).get(pk=received_id)
    if row.status != "received":
        return row
    findings = [asdict(each) for each in examined.findings]
    if examined.document is None:
        return move(row, "invalid", by=WORKER, findings=findings)
    return _matched(row, examined.document, findings=findings)


@deed
def look_again(claim_id: UUID) -> None:
    """A claim was approved: what was sent in for it, or waits without a claim, is compared again."""
    claim = Claim.objects.get(pk=claim_id)
    rows = ReceivedInvoice.objects.select_related(*NEEDED).filter(
        provider=claim.provider_id, municipality=claim.municipality_id, status="waiting"
    )
    for row in rows.order_by("created_at", "pk"):
        if row.claim_id in (None, claim_id):
            _matched(row, _said_by(row), findings=row.findings)


@deed
def look_at_orders_again(booking_id: UUID) -> None:
    """A delivery was reported: invoices that wait for it get their claim underneath."""
    rows = ReceivedInvoice.objects.select_related(*NEEDED).filter(
        order__booking=booking_id, status="waiting", claim=None
    )
    for row in rows.order_by("created_at", "pk"):
        _matched(row, _said_by(row), findings=row.findings)


@deed
def accept(
    row: ReceivedInvoice, *, reason: str, by: Actor, claim: Claim | None = None, version: int | None = None
) -> ReceivedInvoice:
    """A finance officer takes it in although it differs, and says why; it is paid to the account that is known.

    `Forbidden("wrong_role")`, `Stale`, `Invalid` without a reason, `Refused("wrong_state")`, and
    `Refused("differs")` when what differs is no matter of opinion: the amount, the claim, or a number used before.
    """
    require(rules.judges(by, row), "wrong_role", _("Only a finance officer can judge an invoice that came in."))
    expect(row, version)
    _waiting(row)
    reasoned(reason, _("Say why it may be paid although it differs."))
    row.claim = claim or row.claim
    document = _said_by(row)
    found = differences(row, document, row.claim or claim_for(row, document))
    if hard := [sentence for code, sentence in found if code not in ACCEPTABLE]:
        raise Refused("differs", " ".join(hard))
    return _taken_in(row, document, "accepted", by=by, because=reason, differences=_listed(found), reason=reason)


@deed
def refuse(row: ReceivedInvoice, *, reason: str, by: Actor, version: int | None = None) -> ReceivedInvoice:
    """A finance officer sends it back with a reason; the provider can send another one.

    `Forbidden("wrong_role")`, `Stale`, `Invalid` without a reason, `Refused("wrong_state")`.
    """
    require(rules.judges(by, row), "wrong_role", _("Only a finance officer can judge an invoice that came in."))
    expect(row, version)
    _waiting(row)
    reasoned(reason, _("Tell the provider why, and what to change."))
    return move(row, "refused", by=by, because=reason, reason=reason)


def _waiting(row: ReceivedInvoice) -> None:
    if row.status != "waiting":
        raise Refused("wrong_state", _("This invoice does not wait for a judgement. Reload the page."))


def _matched(row: ReceivedInvoice, document: InvoiceDocument, *, findings: list[dict[str, Any]]) -> ReceivedInvoice:
    row.order = order_for(row, document)
    row.claim = claim_of_order(row, document) if row.order else claim_for(row, document)
    found = differences(row, document, row.claim)
    said: dict[str, Any] = {"findings": findings, "content": document.to_json(), "number": document.number[:40]}
    if not found:
        return _taken_in(row, document, "matched", by=WORKER, differences=[], **said)
    if row.status == "waiting":
        return change(row, event="compared", by=WORKER, claim=row.claim, order=row.order, differences=_listed(found))
    return move(row, "waiting", by=WORKER, claim=row.claim, order=row.order, differences=_listed(found), **said)


def _said_by(row: ReceivedInvoice) -> InvoiceDocument:
    assert row.content is not None  # it waits, so it was read
    return InvoiceDocument.from_json(row.content)


def _listed(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"code": code, "sentence": sentence} for code, sentence in found]


def _taken_in(
    row: ReceivedInvoice, document: InvoiceDocument, to: str, *, by: Actor, because: str = "", **changes: Any
) -> ReceivedInvoice:
    """It becomes an invoice that is due some days after it came in, with its file as it came."""
    claim = row.claim
    assert claim is not None  # no difference, so there is one
    hold(row)
    due = row.received_on + timedelta(days=int(legal_number("invoice.payment.days", row.received_on)))
    invoice = Invoice(
        status="issued", municipality_id=row.municipality_id, provider_id=row.provider_id, claim=claim, kind="received",
        number=document.number[:40], issued_on=document.issued_on, due_on=due, net_amount=document.net,
        vat_amount=document.vat, gross_amount=document.gross, content=document.to_json(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError as error:
        sentence = _("An invoice with this number, or for this claim, was taken in a moment ago. Reload the page.")
        raise Refused("differs", sentence) from error
    Document.objects.create(invoice=invoice, kind=row.kind, content=bytes(row.file), sha256=row.sha256)
    added(invoice, by=by, because=because, data={"number": invoice.number, "gross": str(invoice.gross_amount)})
    return move(row, to, by=by, because=because, claim=claim, order=row.order, invoice=invoice, **changes)


def _payer(provider: Provider) -> Municipality:
    rows = Admission.objects.filter(provider=provider, status="admitted").select_related("municipality")[:2]
    if len(rows) != 1:
        raise Invalid.field("#/claim", "required", _("Say for which claim it is, so that it is clear who pays."))
    return rows[0].municipality


def _kind(content: bytes) -> str:
    """By its first bytes, whatever it is called."""
    if len(content) > LARGEST:
        raise Invalid.field("#/file", "too_large", _("At most 10 MB is accepted. Make it smaller and try again."))
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "ubl"
    sentence = _("This is no electronic invoice (UBL) and no PDF. Choose another file.")
    raise Invalid.field("#/file", "wrong_type", sentence)


def _said(typed: Typed | None) -> dict[str, str] | None:
    return {name: str(value) for name, value in asdict(typed).items()} if typed else None
