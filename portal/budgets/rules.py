"""Who may close the books."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import FINANCE, Actor
from portal.budgets.models import Period


def may_close(actor: Actor, municipality: UUID) -> bool:
    """A finance officer of the municipality."""
    return actor.role == FINANCE and actor.municipality == municipality


def may_reopen(actor: Actor, period: Period) -> bool:
    """Another finance officer than the one who closed it."""
    return may_close(actor, period.municipality_id) and period.status == "closed" and actor.person != period.closed_by
