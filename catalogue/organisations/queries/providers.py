"""Which providers and admissions an actor sees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from catalogue.organisations.models import Admission, Provider


def providers() -> QuerySet[Provider]:
    """Every provider that a municipality admitted; public (front doors leave out bank and tax numbers)."""
    return Provider.objects.filter(admissions__status="admitted").distinct()


def is_admitted(provider: UUID, municipality: UUID) -> bool:
    """Whether the provider takes part there now: only then it submits, publishes and is booked."""
    return Admission.objects.filter(provider=provider, municipality=municipality, status="admitted").exists()
