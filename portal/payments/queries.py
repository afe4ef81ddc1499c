"""Which batches an actor sees."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from catalogue.actor import Actor
from portal.payments.models import Batch


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """The batches of the own municipality, newest first; others none."""
    if not actor.municipality:
        return Batch.objects.none()
    rows = Batch.objects.filter(municipality_id=actor.municipality).defer("file").annotate(number=Count("payments"))
    return rows.prefetch_related("payments__invoice").order_by("-created_at")
