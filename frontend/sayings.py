"""What offers say in short words, in the reader's language: what the catalogue says, and what only pages say."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from catalogue.offers.models import Offer, Revision
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
from catalogue.offers.states import PERIODS
from frontend.wording import whole

PERIOD_WORDS = dict(PERIODS)

__all__ = [
    "SECTOR_WORDS", "UNIT_WORDS", "YEAR_WORDS", "alt_of", "audience", "description_of", "entitled_in_words",
    "group_size", "left_in_words", "name_of", "per_unit", "places_in_words", "summary_of", "title_of",
    "units_in_words", "year_words",
]  # fmt: skip


def entitled_in_words(revision: Revision) -> str:
    """“4 groups per school term”, “2 hours per month for each 100 pupils”; empty without a limit."""
    if revision.entitlement_units is None:
        return ""
    words = {
        "units": units_in_words(revision, revision.entitlement_units),
        "period": PERIOD_WORDS[revision.entitlement_period],
    }
    if revision.entitlement_per_pupils is None:
        return gettext("%(units)s per %(period)s") % words
    if revision.entitlement_per_pupils == 1:
        return gettext("%(units)s per %(period)s for each pupil") % words
    each = {"pupils": whole(revision.entitlement_per_pupils)}
    return gettext("%(units)s per %(period)s for each %(pupils)s pupils") % (words | each)


def left_in_words(revision: Revision, units: int) -> str:
    """What is left of an entitlement: “2 groups left”, or “nothing left”."""
    if units <= 0:
        return gettext("nothing left")
    return pgettext("places", "%(places)s left") % {"places": units_in_words(revision, units)}


def places_in_words(offer: Offer, places: int) -> str:
    """How many are left: “12 groups left”, or “full”."""
    if places <= 0:
        return gettext("full")
    return pgettext("places", "%(places)s left") % {"places": units_in_words(offer.text, places)}
