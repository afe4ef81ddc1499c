"""Which allocations and outcomes an actor sees."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.organisations.queries import schools_visible_to
from portal.allocations.models import Allocation, Outcome


def visible_to(actor: Actor) -> QuerySet[Allocation]:
    """The municipality sees its trials and real ones; nobody else sees an allocation as a whole."""
    rows = Allocation.objects.select_related("of_round__programme")
    return rows.filter(municipality=actor.municipality) if actor.municipality else rows.none()


def outcomes_visible_to(actor: Actor) -> QuerySet[Outcome]:
    """The municipality sees all; a school or board its own wishes, once the result was published."""
    rows = Outcome.objects.select_related("school", "offer__provider", "allocation__of_round")
    if actor.municipality:
        return rows.filter(allocation__municipality=actor.municipality)
    if actor.school or actor.board:
        return rows.filter(school__in=schools_visible_to(actor), allocation__status="published")
    return rows.none()
