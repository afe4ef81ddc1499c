"""What offers say in short words, in the reader's language: what the catalogue says, and what only pages say."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from catalogue.offers.models import Offer
from catalogue.offers.sayings import (
    SECTOR_WORDS,
    UNIT_WORDS,
    YEAR_WORDS,
    alt_of,
    audience,
    description_of,
    group_size,
    name_of,
    per_unit,
    summary_of,
    title_of,
    units_in_words,
    year_words,
)

__all__ = [
    "SECTOR_WORDS", "UNIT_WORDS", "YEAR_WORDS", "alt_of", "audience", "description_of", "group_size", "name_of",
    "per_unit", "places_in_words", "summary_of", "title_of", "units_in_words", "year_words",
]  # fmt: skip


def places_in_words(offer: Offer, places: int) -> str:
    """How many are left: “12 groups left”, or “full”."""
    if places <= 0:
        return gettext("full")
    return pgettext("places", "%(places)s left") % {"places": units_in_words(offer.text, places)}
