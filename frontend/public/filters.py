"""What stands beside and above the list: filters with counts, what was chosen, what would help when nothing fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.offers.search import Criteria, FacetValue, count_of
from catalogue.programmes.models import Theme
from frontend import wording
from frontend.public.criteria import address_of, only, without
from frontend.sayings import SECTOR_WORDS, YEAR_WORDS, name_of

Facets = Mapping[str, Sequence[FacetValue]]
KIND_WORDS = {"fixed": gettext_lazy("Fixed: for every school"), "optional": gettext_lazy("Optional: from your budget")}
EVIDENCE_WORDS = {"yes": gettext_lazy("With evidence"), "no": gettext_lazy("Without evidence")}
WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "kind": KIND_WORDS,
    "sector": SECTOR_WORDS,
    "yearGroup": YEAR_WORDS,
    "evidence": EVIDENCE_WORDS,
}
# the name in the address, the dimension, what stands above it
GROUPS = (
    ("kind", "kind", gettext_lazy("Kind of offer")),
    ("sector", "sector", gettext_lazy("Kind of school")),
    ("group", "yearGroup", gettext_lazy("Year group")),
    ("evidence", "evidence", gettext_lazy("Evidence")),
    ("provider", "provider", gettext_lazy("Provider")),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick, with what it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One question of the filters."""

    name: str
    label: str | Promise
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a list that is filtered otherwise."""

    label: str
    address: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme above the list."""

    theme: Theme
    count: int
    chosen: bool
    address: str


def groups_of(criteria: Criteria, facets: Facets) -> list[Group]:
    """The filters with their counts; what was chosen stays in sight, also when it leaves nothing."""
    return [
        Group(name, label, options)
        for name, dimension, label in GROUPS
        if (options := _options(dimension, criteria.chosen.get(dimension, ()), facets[dimension]))
    ]


def _options(dimension: str, chosen: Sequence[str], found: Sequence[FacetValue]) -> list[Option]:
    options = [Option(each.value, _label(dimension, each), each.count, each.value in chosen) for each in found]
    there = {option.value for option in options}
    gone = [value for value in chosen if value in WORDS.get(dimension, {}) and value not in there]
    return [*options, *(Option(value, str(WORDS[dimension][value]), 0, True) for value in gone)]


def _label(dimension: str, each: FacetValue) -> str:
    return str(WORDS.get(dimension, {}).get(each.value, each.label or each.value))


def themes_of(criteria: Criteria, facets: Facets, themes: Sequence[Theme]) -> list[ThemeCard]:
    """The themes that have an offer for these criteria, as cards; a chosen one leads back to all."""
    counts = {each.value: each.count for each in facets["theme"]}
    chosen = criteria.chosen.get("theme", ())
    return [
        ThemeCard(
            theme,
            counts.get(str(theme.pk), 0),
            str(theme.pk) in chosen,
            address_of(
                without(criteria, "theme") if str(theme.pk) in chosen else only(criteria, "theme", str(theme.pk))
            ),
        )
        for theme in themes
        if str(theme.pk) in counts or str(theme.pk) in chosen
    ]


def chosen_of(criteria: Criteria, facets: Facets, themes: Sequence[Theme]) -> list[Way]:
    """Everything that was chosen, each with the list without it."""
    names = {str(theme.pk): name_of(theme) for theme in themes}
    ways = [Way(f"“{criteria.q}”", address_of(without(criteria, "q")))] if criteria.q else []
    for dimension, values in criteria.chosen.items():
        labels = {each.value: _label(dimension, each) for each in facets[dimension]} | names
        for value in values:
            label = labels.get(value) or str(WORDS.get(dimension, {}).get(value, value))
            ways.append(Way(label, address_of(without(criteria, dimension, value))))
    if criteria.price_max is not None:
        price = wording.euro(criteria.price_max, short=True)
        ways.append(Way(_("at most %(price)s") % {"price": price}, address_of(without(criteria, "price"))))
    if criteria.starts_after is not None:
        day = wording.day(criteria.starts_after)
        ways.append(Way(_("from %(day)s") % {"day": day}, address_of(without(criteria, "from"))))
    return ways


def ways_out(criteria: Criteria) -> list[Way]:
    """When nothing fits: what to let go of, and how many offers that gives; the most helpful first."""
    names = dict.fromkeys(criteria.chosen) | ({"q": None} if criteria.q else {})
    names |= {"price": None} if criteria.price_max is not None else {}
    names |= {"from": None} if criteria.starts_after is not None else {}
    asked = {name: without(criteria, name) for name in names}
    ways = [Way(_letting_go(name), address_of(wider), count_of(wider)) for name, wider in asked.items()]
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def _letting_go(name: str) -> str:
    return {
        "q": _("without the words you typed"),
        "price": _("at any price"),
        "from": _("on any day"),
        "theme": _("in every theme"),
        "kind": _("fixed and optional offers"),
        "sector": _("for every kind of school"),
        "yearGroup": _("for every year group"),
        "provider": _("by every provider"),
        "evidence": _("with and without evidence"),
    }[name]
