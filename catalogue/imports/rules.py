"""Who may bring in tables."""

from __future__ import annotations

from catalogue.actor import OFFICER, PROVIDER_ROLES, Actor
from catalogue.imports.models import Import


def may_import(actor: Actor) -> bool:
    """A provider its own offers; an officer those of the providers of its municipality."""
    return actor.is_one_of(*PROVIDER_ROLES, OFFICER)


def may_handle(actor: Actor, batch: Import) -> bool:
    """Whoever may import, for the organisation that the import belongs to."""
    if not may_import(actor):
        return False
    if actor.provider:
        return batch.provider_id == actor.provider
    return batch.provider_id is None and batch.municipality_id == actor.municipality


def may_apply(actor: Actor, batch: Import) -> bool:
    """It was checked, and there is something to do."""
    something = batch.counts.get("added", 0) + batch.counts.get("changed", 0)
    return may_handle(actor, batch) and batch.status == "checked" and bool(something)


def may_reverse(actor: Actor, batch: Import) -> bool:
    """It was carried out, and something of it was done."""
    return may_handle(actor, batch) and batch.status == "applied" and bool(batch.counts.get("done", 0))
