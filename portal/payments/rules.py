"""Who may do what with a batch."""

from __future__ import annotations

from catalogue.actor import FINANCE, OFFICER, Actor
from portal.payments.models import Batch


def may_prepare(actor: Actor) -> bool:
    """A finance officer."""
    return actor.role == FINANCE


def may_release(actor: Actor, batch: Batch) -> bool:
    """Another person than who prepared it: a finance officer, or an officer when there is only one of those."""
    own = actor.is_one_of(FINANCE, OFFICER) and actor.municipality == batch.municipality_id
    return own and bool(actor.person) and actor.person != batch.prepared_by


def may_settle(actor: Actor, batch: Batch) -> bool:
    """A finance officer who read it on the statement of the bank."""
    return actor.role == FINANCE and actor.municipality == batch.municipality_id
