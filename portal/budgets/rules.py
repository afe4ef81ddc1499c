"""Who may close the books, and who divides the budget of a school over its teams; and when it is used up."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, Actor
from catalogue.errors import Refused
from catalogue.organisations.rules import decides_for
from portal.budgets.models import Account, Period


def may_close(actor: Actor, municipality: UUID) -> bool:
    """A finance officer of the municipality."""
    return actor.role == FINANCE and actor.municipality == municipality


def may_reopen(actor: Actor, period: Period) -> bool:
    """Another finance officer than the one who closed it."""
    right = may_close(actor, period.municipality_id) and actor.person != period.closed_by
    return right and period.status == "closed" and not period.sealed


def may_team(actor: Actor, account: Account) -> bool:
    """Who may commit the budget of the school without asking: coordinator, budget holder, board."""
    return account.school is not None and decides_for(actor, account.school)


def exhausted() -> Refused:
    """Less is left than is asked for."""
    sentence = _(
        "There is not enough budget left for this. Choose less, or first withdraw something that you chose before."
    )
    return Refused("budget_exhausted", sentence)
