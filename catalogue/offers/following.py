"""What the catalogue does when something that its offers show is called otherwise, or stands elsewhere, by now."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from catalogue.deeds import deed
from catalogue.offers.indexing import index_all
from catalogue.offers.models import Offer
from catalogue.organisations.models import Admission


@deed
def index_of_provider(provider_id: UUID) -> int:
    """The published offers of this provider can be found by its name and place as they now are; returns how many."""
    return _index(Q(provider_id=provider_id))


@deed
def index_of_venue(venue_id: UUID) -> int:
    """The same for the offers that take place at this venue."""
    return _index(Q(revision__venue_id=venue_id))


@deed
def index_of_theme(theme_id: UUID) -> int:
    """The same for the offers of this theme."""
    return _index(Q(revision__themes=theme_id))


@deed
def index_of_admission(admission_id: UUID) -> int:
    """Take the offers of a suspended provider out of the search of its municipality, or put them back."""
    admission = Admission.objects.get(pk=admission_id)
    return _index(Q(provider=admission.provider_id, municipality=admission.municipality_id))


def _index(which: Q) -> int:
    return index_all(Offer.objects.filter(which, status="published").values_list("pk", flat=True))
