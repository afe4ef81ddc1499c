"""Who may subscribe, and whether somebody still stands for a subscription."""

from __future__ import annotations

from catalogue.actor import ADMIN, BOARD, BUDGET_HOLDER, MANAGER, OFFICER, Actor
from portal.people.models import Membership

MAY_SUBSCRIBE = (BUDGET_HOLDER, BOARD, MANAGER, OFFICER, ADMIN)


def may_subscribe(actor: Actor) -> bool:
    """Those who speak for their organisation."""
    return actor.is_one_of(*MAY_SUBSCRIBE)


def is_live(membership: Membership) -> bool:
    """The person still works there and may sign in."""
    return membership.ended_at is None and membership.user.is_active
