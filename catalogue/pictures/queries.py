"""Which pictures an actor keeps. Who may see one follows from the offers that show it: `catalogue.offers.queries`."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.pictures.models import Picture


def own(actor: Actor) -> QuerySet[Picture]:
    """The pictures of the acting provider, newest first; for anybody else none."""
    return Picture.objects.filter(provider_id=actor.provider) if actor.provider else Picture.objects.none()
