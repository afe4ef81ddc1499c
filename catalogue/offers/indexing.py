"""Writes what search reads: the facet rows and the stemmed words of an offer. Always rebuilt from the offer itself."""

from __future__ import annotations

from catalogue.offers.models import Facet, Offer, SearchWord
from catalogue.offers.words import weighed


def index(offer: Offer) -> None:
    """Make the offer findable as it now is; an offer that is not published leaves the index."""
    Facet.objects.filter(offer=offer).delete()
    SearchWord.objects.filter(offer=offer).delete()
    if offer.status != "published":
        return
    Facet.objects.bulk_create(Facet(offer=offer, dimension=d, value=v, label=label) for d, v, label in _values(offer))
    text, themes = offer.text, " ".join(theme.name for theme in offer.text.themes.all())
    words = weighed((
        (8, f"{text.title} {text.title_en}"),
        (4, f"{text.summary} {text.summary_en}"),
        (3, f"{offer.provider.name} {themes}"),
        (1, f"{text.description} {text.description_en}"),
    ))  # fmt: skip
    SearchWord.objects.bulk_create(
        SearchWord(offer=offer, word=word, stem=stem, weight=weight) for word, stem, weight in words
    )


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
        *(("theme", str(theme.pk), theme.name) for theme in offer.text.themes.all()),
        *(("sector", sector, "") for sector in offer.text.sectors),
        *(("yearGroup", group, "") for group in offer.text.year_groups),
    ]
