"""How the values of the filters are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.offers.search import FacetValue
from catalogue.offers.states import MENU_AREAS, PRICE_BANDS, TARGET_GROUPS
from frontend.sayings import SECTOR_WORDS, UNIT_WORDS, YEAR_WORDS
from frontend.wording import euro

Words = Mapping[str, str | Promise]
KIND_WORDS = {"fixed": gettext_lazy("Fixed: for every school"), "optional": gettext_lazy("Optional: from your budget")}
EVIDENCE_WORDS = {"yes": gettext_lazy("With evidence"), "no": gettext_lazy("No evidence")}
WORDS: Mapping[str, Words] = {
    "kind": KIND_WORDS,
    "sector": SECTOR_WORDS,
    "yearGroup": YEAR_WORDS,
    "targetGroup": dict(TARGET_GROUPS),
    "menuArea": dict(MENU_AREAS),
    "unit": UNIT_WORDS,
    "evidence": EVIDENCE_WORDS,
}
BANDS = {band for band, _most in PRICE_BANDS}


def label_of(dimension: str, each: FacetValue) -> str:
    """What a value is called."""
    english = (get_language() or "nl").startswith("en")
    return (english and each.label_en) or each.label or called(dimension, each.value)


def called(dimension: str, value: str) -> str:
    """The same for a value alone, as it stands in an address; whatever somebody typed there is called what it is."""
    if dimension == "menuArea" and value in WORDS[dimension]:
        return f"{value}: {WORDS[dimension][value]}"
    if dimension == "priceBand" and value in BANDS:
        return _band(value)
    if dimension == "month":
        return _month(value)
    return str(WORDS.get(dimension, {}).get(value, value))


def known(dimension: str, value: str) -> bool:
    """Whether the words of a value are ours and not made up by who typed the address."""
    return value in WORDS.get(dimension, {}) or (dimension == "priceBand" and value in BANDS)


def _band(value: str) -> str:
    least, _dash, most = value.partition("-")
    if value == "free":
        return _("Free for your school")
    if not most:
        return _("more than %(price)s") % {"price": euro(int(least), short=True)}
    if least == "0":
        return _("up to %(price)s") % {"price": euro(int(most), short=True)}
    return f"{euro(int(least), short=True)} – {euro(int(most), short=True)}"


def _month(value: str) -> str:
    try:
        return date_format(date.fromisoformat(f"{value}-01"), "F Y")
    except ValueError:
        return value
