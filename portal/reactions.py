"""When this has happened, do that: the one table that looks forward. The journal is its outbox."""

from __future__ import annotations

from catalogue.journal.outbox import Reaction, listen
from portal.invoices import actions as invoices
from portal.tasks import announce

REACTIONS: dict[str, Reaction] = {
    "claim.approved": Reaction(invoices.number),
    "invoice.pending": Reaction(invoices.issue, prepare=invoices.render),
}


def start_listening() -> None:
    """Called once when the apps are ready."""
    listen(REACTIONS, announce)
