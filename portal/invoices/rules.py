"""Who may do what with an invoice."""

from __future__ import annotations

from catalogue.actor import FINANCE, Actor
from portal.invoices.models import Invoice
from portal.invoices.states import CREDITABLE


def keeps_books(actor: Actor, invoice: Invoice) -> bool:
    """A finance officer of the municipality that pays."""
    return actor.role == FINANCE and actor.municipality == invoice.municipality_id


def may_credit(actor: Actor, invoice: Invoice) -> bool:
    """Credit an invoice that the municipality wrote itself, once it was issued."""
    return keeps_books(actor, invoice) and invoice.kind == "self_billed" and invoice.status in CREDITABLE


def may_recover(actor: Actor, note: Invoice) -> bool:
    """Record that money that was paid too much came back."""
    return keeps_books(actor, note) and note.to_recover > 0
