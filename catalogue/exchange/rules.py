"""Who may exchange offers, and who may start from an idea."""

from __future__ import annotations

from catalogue.actor import OFFICER, PROVIDER_ROLES, Actor
from catalogue.exchange.models import Idea


def may_receive(actor: Actor) -> bool:
    """A policy officer, for the own municipality."""
    return actor.is_one_of(OFFICER)


def may_share(actor: Actor, idea: Idea) -> bool:
    """An officer of the municipality that received it; not what is shared already."""
    return may_receive(actor) and actor.municipality == idea.municipality_id and idea.status != "shared"


def may_dismiss(actor: Actor, idea: Idea) -> bool:
    """An officer of the municipality that received it; not what was put away already."""
    return may_receive(actor) and actor.municipality == idea.municipality_id and idea.status != "dismissed"


def may_start(actor: Actor, idea: Idea) -> bool:
    """A provider, with what is shown to it."""
    return actor.is_one_of(*PROVIDER_ROLES) and idea.status == "shared"
