"""Who may do what with an invoice."""

from __future__ import annotations

from catalogue.actor import FINANCE, MANAGER, Actor
from portal.claims.models import Claim
from portal.invoices.models import Invoice, ReceivedInvoice
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


def is_ordered(claim: Claim) -> bool:
    """The claim under an invoice on a purchase order: the provider writes the invoice, whatever it agreed."""
    return claim.lines.filter(booking__ordered_by="municipality").exists()


def may_send(actor: Actor) -> bool:
    """A manager of a provider sends in its invoices."""
    return actor.role == MANAGER and actor.provider is not None


def judges(actor: Actor, row: ReceivedInvoice) -> bool:
    """A finance officer of the municipality that would pay."""
    return actor.role == FINANCE and actor.municipality == row.municipality_id


def may_judge(actor: Actor, row: ReceivedInvoice) -> bool:
    """Accept or refuse what does not match."""
    return judges(actor, row) and row.status == "waiting"
