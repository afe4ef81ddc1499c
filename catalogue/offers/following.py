"""What offers do when something happened to their provider: reactions, called with an id and safe to call twice."""

from __future__ import annotations

from uuid import UUID

from catalogue.deeds import deed
from catalogue.offers.indexing import index
from catalogue.offers.models import Offer


@deed
def index_of_provider(provider_id: UUID) -> None:
    """Make the published offers of the provider findable under its name as it now is."""
    rows = Offer.objects.filter(provider_id=provider_id, status="published")
    for offer in rows.select_related("provider", "programme", "municipality", "revision", "goal"):
        index(offer)
