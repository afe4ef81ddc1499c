"""Who may do what with a picture."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import PROVIDER_ROLES, Actor


def may_keep(actor: Actor, provider: UUID) -> bool:
    """People of the provider itself."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == provider
