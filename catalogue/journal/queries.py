"""What an actor may read of the journal."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import ADMIN, CONTROLLER, FINANCE, OFFICER, Actor
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine, JournalLines


def visible_to(actor: Actor) -> JournalLines:
    """Lines about the actor's own municipality, newest first; for anybody else nothing."""
    if not actor.municipality:
        return JournalLine.objects.none()
    return JournalLine.objects.filter(municipality_id=actor.municipality).order_by("-pk")


def undelivered_to(actor: Actor) -> JournalLines:
    """Work of the actor's municipality that keeps failing, for those who can do something about it."""
    if not actor.is_one_of(OFFICER, FINANCE, CONTROLLER, ADMIN):
        return JournalLine.objects.none()
    return outbox.undelivered(visible_to(actor))


def history_of(thing_id: UUID) -> JournalLines:
    """Everything that happened to one thing, oldest first. The caller must have got the thing by `visible_to`."""
    return JournalLine.objects.filter(thing_id=thing_id).order_by("pk")
