"""Who may do what with an invoice."""

from __future__ import annotations

from catalogue.actor import ASSESSOR, FINANCE, MANAGER, Actor
from portal.claims.models import Claim
from portal.invoices.accepting_states import ASKED, OPEN
from portal.invoices.models import Acceptance, Invoice, ReceivedInvoice
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


def answers(actor: Actor, invoice: Invoice) -> bool:
    """A manager of the provider in whose name it was written."""
    return actor.role == MANAGER and actor.provider == invoice.provider_id


def may_accept(actor: Actor, row: Acceptance) -> bool:
    """Accept an invoice, also after an objection to it."""
    return answers(actor, row.invoice) and row.status in OPEN


def may_object(actor: Actor, row: Acceptance) -> bool:
    """Object while silence would accept it."""
    return answers(actor, row.invoice) and row.status in ASKED


def hears_objections(actor: Actor, invoice: Invoice) -> bool:
    """Who judges claims or keeps the books of the municipality that wrote it."""
    return actor.is_one_of(FINANCE, ASSESSOR) and actor.municipality == invoice.municipality_id


def may_keep(actor: Actor, row: Acceptance) -> bool:
    """Answer an objection: the invoice stays as it is. Who has an interest in the claim is told so by the deed."""
    return hears_objections(actor, row.invoice) and row.status == "objected"


def may_ask_sending(actor: Actor, invoice: Invoice) -> bool:
    """Have an issued invoice sent again: finance, or a manager of the provider."""
    return keeps_books(actor, invoice) or answers(actor, invoice)


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
