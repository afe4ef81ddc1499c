"""Writes what search reads: the facet rows and the stemmed words of an offer. Always rebuilt from the offer itself."""

from __future__ import annotations

from catalogue.offers.models import Facet, Offer, SearchDocument
from catalogue.offers.words import indexed


def index(offer: Offer) -> None:
    """Make the offer findable as it now is; an offer that is not published leaves the index."""
    Facet.objects.filter(offer=offer).delete()
    if offer.status != "published":
        SearchDocument.objects.filter(offer=offer).delete()
        return
    Facet.objects.bulk_create(Facet(offer=offer, dimension=d, value=v, label=label) for d, v, label in _values(offer))
    text, themes = offer.text, [theme.name for theme in offer.themes.all()]
    words = indexed(
        text.title, text.title_en, text.summary, text.summary_en, text.description, offer.provider.name, *themes
    )
    SearchDocument.objects.update_or_create(offer=offer, defaults={"words": words})


def _values(offer: Offer) -> list[tuple[str, str, str]]:
    return [
        ("all", "", ""),
        ("programme", str(offer.programme_id), offer.programme.name),
        ("municipality", str(offer.municipality_id), offer.municipality.name),
        ("kind", offer.kind, ""),
        ("goal", offer.goal.code, offer.goal.label),
        ("provider", str(offer.provider_id), offer.provider.name),
        ("unit", offer.text.unit, ""),
        ("evidence", "yes" if offer.text.evidence_url else "no", ""),
        *(("theme", str(theme.pk), theme.name) for theme in offer.themes.all()),
        *(("sector", sector, "") for sector in offer.sectors),
        *(("yearGroup", group, "") for group in offer.year_groups),
    ]
