"""Which ideas an actor sees, and what a municipality can give away."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.exchange.models import Idea
from catalogue.offers.models import Offer
from catalogue.offers.queries import THEMES
from catalogue.offers.queries import visible_to as offers_visible_to
from catalogue.organisations.states import WRITES


def visible_to(actor: Actor) -> QuerySet[Idea]:
    """A municipality sees what it received, a provider what is shown to it where it takes part, nobody else a thing."""
    rows = Idea.objects.select_related("municipality")
    if actor.municipality:
        return rows.filter(municipality=actor.municipality)
    if actor.provider:
        return rows.filter(
            status="shared",
            municipality__admissions__provider=actor.provider,
            municipality__admissions__status__in=WRITES,
        )
    return rows.none()


def to_give(actor: Actor) -> QuerySet[Offer]:
    """The published offers of the actor's municipality, by title."""
    if not actor.municipality:
        return Offer.objects.none()
    rows = offers_visible_to(actor).filter(municipality=actor.municipality, status="published")
    return rows.prefetch_related(*THEMES).order_by("revision__title", "pk")
