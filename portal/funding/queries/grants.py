"""Reading grants, and what came in of each. What was spent of them: `portal/accountability/attribution.py`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from catalogue.actor import Actor
from catalogue.programmes.models import Programme
from portal.funding.models import CoFinancing, Grant, Instalment


def grants_visible_to(actor: Actor) -> QuerySet[Grant]:
    """The grants of the own municipality, the one that ends first on top."""
    rows = Grant.objects.select_related("regulation", "municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def instalments_of(grant: Grant) -> QuerySet[Instalment]:
    """The terms of a grant that the caller got by `grants_visible_to`, in order."""
    return Instalment.objects.filter(grant=grant).order_by("number")


def received_of(grants: Iterable[Grant]) -> dict[UUID, Decimal]:
    """What came in so far, per grant. One statement."""
    rows = Instalment.objects.filter(grant__in=[grant.pk for grant in grants]).order_by()
    return dict(rows.values_list("grant").annotate(total=Sum("received")))


def co_financings_visible_to(actor: Actor) -> QuerySet[CoFinancing]:
    """What others pay beside the own municipality, by line and year."""
    rows = CoFinancing.objects.select_related("programme__municipality").order_by("line", "year", "party", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def co_financings_of(programme: Programme) -> QuerySet[CoFinancing]:
    """What others pay of the lines of a programme."""
    return CoFinancing.objects.filter(programme=programme).order_by("line", "year", "party", "pk")
