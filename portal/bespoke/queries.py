"""Which bespoke requests an actor sees, and what the catalogue has that comes near."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.offers import search
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria
from portal.bespoke.models import BespokeRequest

MOST_ALIKE = 4


def visible_to(actor: Actor) -> QuerySet[BespokeRequest]:
    """A school or board sees its own; the municipality those that were sent to it."""
    rows = BespokeRequest.objects.select_related(
        "school__board", "programme", "theme", "goal__regulation", "account", "need", "idea"
    )
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality).exclude(status="proposed")
    return rows.none()


def to_decide(actor: Actor) -> QuerySet[BespokeRequest]:
    """What waits for the officer, the oldest first."""
    return visible_to(actor).filter(status="submitted").order_by("updated_at", "pk")


def alike(request: BespokeRequest) -> list[Offer]:
    """Published offers of the same theme for the sector of the school: perhaps there is one already."""
    chosen: dict[str, tuple[str, ...]] = {"theme": (str(request.theme_id),), "sector": (request.school.sector,)}
    return search.found(Criteria(chosen=chosen))[:MOST_ALIKE]
