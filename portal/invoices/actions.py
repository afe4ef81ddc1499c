"""The deeds on invoices. The worker calls them by way of `reactions`; each may be called twice and has its effect once.

`number` draws the next number and freezes what the invoice says, in one transaction. `render` makes the documents
outside any transaction. `issue` keeps them and moves the invoice. A crash in between leaves a numbered, pending invoice
that the next attempt finishes: one invoice, the next number, no gap.
"""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO
from portal.claims.models import Claim
from portal.invoices import queries, rules
from portal.invoices.accepting import ask
from portal.invoices.document import InvoiceDocument
from portal.invoices.drafting import draft
from portal.invoices.models import Document, Invoice
from portal.invoices.numbering import next_number
from portal.invoices.pdf import render_pdf
from portal.invoices.ubl import render_ubl

WORKER = system("invoices")


@deed
def number(claim_id: UUID) -> Invoice | None:
    """A pending invoice with the next number for an approved provider claim; the one that exists when called again.

    A claim of a school is paid by decision: it has no invoice. A provider without an agreement on self-billing sends
    its own (Wet OB 1968 art. 35 lid 2), as does one of which the municipality ordered it: see `receiving`.
    """
    existing = Invoice.objects.filter(claim_id=claim_id).exclude(kind="credit_note").first()
    if existing:
        return existing
    claim = Claim.objects.select_related("provider", "municipality", "programme").get(pk=claim_id)
    provider = claim.provider
    if provider is None or provider.self_billing_agreed_on is None or rules.is_ordered(claim):
        return None
    today = timezone.localdate()
    document = draft(claim, invoice_number=next_number(claim.municipality, provider, today.year), issued_on=today)
    invoice = Invoice(
        status="pending", municipality_id=claim.municipality_id, provider=provider, claim=claim,
        kind="self_billed", number=document.number, issued_on=document.issued_on, due_on=document.due_on,
        net_amount=document.net, vat_amount=document.vat, gross_amount=document.gross, content=document.to_json(),
    )  # fmt: skip
    invoice.save(force_insert=True)
    return added(invoice, by=WORKER, data={"number": invoice.number, "gross": str(invoice.gross_amount)})


def render(invoice_id: UUID) -> tuple[bytes, bytes]:
    """UBL and PDF of a numbered invoice: slow, and changes nothing."""
    document = InvoiceDocument.from_json(Invoice.objects.get(pk=invoice_id).content)
    ubl = render_ubl(document)
    return ubl, render_pdf(document, ubl)


@deed
def issue(invoice_id: UUID, files: tuple[bytes, bytes]) -> Invoice:
    """Keep the documents, issue the invoice and ask its provider to accept it; nothing when it was issued before."""
    invoice = Invoice.objects.get(pk=invoice_id)
    if invoice.status != "pending":
        return invoice
    for kind, content in zip(("ubl", "pdf"), files, strict=True):
        sha256 = hashlib.sha256(content).hexdigest()
        Document.objects.create(invoice=invoice, kind=kind, content=content, sha256=sha256)
    move(invoice, "issued", by=WORKER, data={"number": invoice.number})
    ask(invoice, by=WORKER)
    return invoice


@deed
def ask_again(invoice: Invoice, *, by: Actor) -> Invoice:
    """Have it sent to the managers of the provider (again).

    `Forbidden("wrong_role")` unless finance, or a manager of the provider; `Refused("not_ours")` for an invoice that
    the provider wrote, `("not_issued")` while it is made, `("on_its_way")` while an earlier sending is not done.
    """
    sentence = _("Only a finance officer, or a manager of the provider, can have an invoice sent again.")
    require(rules.may_ask_sending(by, invoice), "wrong_role", sentence)
    if invoice.kind == "received":
        raise Refused("not_ours", _("The provider wrote this invoice itself, so it has it."))
    if invoice.status in ("pending", "failed"):
        raise Refused("not_issued", _("This invoice is still being made. Ask again in a few seconds."))
    if queries.is_being_sent(invoice):
        raise Refused("on_its_way", _("It is being sent already. Look in the mailbox in a few minutes."))
    return change(invoice, event="sending_asked", by=by, data={"number": invoice.number})


@deed
def paid(invoice: Invoice, *, on: date, by: Actor) -> Invoice:
    """The bank paid it on this day: called by `payments`."""
    return move(invoice, "paid", by=by, paid_on=on, data={"gross": str(invoice.gross_amount)})


@deed
def came_back(invoice: Invoice, *, because: str, by: Actor) -> Invoice:
    """The bank returned the payment, so it is not paid any more: called by `payments`."""
    for note in invoice.credit_notes.filter(to_recover__gt=0):  # the provider has no money that could come back
        change(note, event="not_to_recover", by=by, because=because, to_recover=ZERO)
    data = {"gross": str(invoice.gross_amount)}
    return move(invoice, "returned", by=by, because=because, paid_on=None, data=data)
