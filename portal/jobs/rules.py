"""Who may do what with long work."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import Actor
from portal.jobs.models import Job


def owner_of(actor: Actor) -> UUID | None:
    """The organisation that long work of this actor belongs to; nobody's for the public."""
    return actor.school or actor.board or actor.provider or actor.municipality


def may_try_again(actor: Actor, job: Job) -> bool:
    """It failed, and it is work of the actor's organisation; public work may be tried again by anybody."""
    return job.status == "failed" and job.owner in (None, owner_of(actor))
