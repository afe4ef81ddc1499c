"""Which loaded registers an actor sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from catalogue.actor import Actor
from catalogue.duo.models import DuoImport


def visible_to(actor: Actor) -> QuerySet[DuoImport]:
    """What was loaded for the own municipality, and for the whole country; newest first."""
    if not actor.municipality:
        return DuoImport.objects.none()
    return DuoImport.objects.filter(Q(municipality_id=actor.municipality) | Q(municipality=None)).defer("content")


def own(actor: Actor) -> QuerySet[DuoImport]:
    """The files of the own municipality, which its officers load."""
    return visible_to(actor).exclude(municipality=None)
