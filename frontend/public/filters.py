"""What stands beside and above the list: filters with how many offers each choice would leave, and the themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.offers.search import Criteria, Facets, FacetValue
from catalogue.programmes.models import Theme
from frontend.public.criteria import address_of, only, without
from frontend.public.labels import called, known, label_of

# the name in the address, the dimension, what stands above it, and whether it stands open from the start
GROUPS = (
    ("kind", "kind", gettext_lazy("Kind of offer"), True),
    ("sector", "sector", gettext_lazy("Kind of school"), True),
    ("group", "yearGroup", gettext_lazy("Year group"), True),
    ("target", "targetGroup", gettext_lazy("For which children"), False),
    ("month", "month", gettext_lazy("Months with places"), False),
    ("cost", "priceBand", gettext_lazy("Price"), False),
    ("unit", "unit", gettext_lazy("Price per"), False),
    ("evidence", "evidence", gettext_lazy("Evidence"), False),
    ("area", "menuArea", gettext_lazy("Area of the national menu"), False),
    ("goal", "goal", gettext_lazy("Spending goal"), False),
    ("provider", "provider", gettext_lazy("Provider"), False),
    ("municipality", "municipality", gettext_lazy("Municipality"), False),
)
AT_ONCE, A_FEW_MORE = 6, 2  # the others can be opened; for a few it is not worth the trouble
YEARS_AT_ONCE = 9  # the early years and primary school
ALWAYS_CHOSEN_FROM = {"municipality", "goal", "unit"}  # of these one value alone is no choice


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick, with what it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One question of the filters: the options that stand there at once, and the others."""

    name: str
    label: str | Promise
    options: list[Option]
    more: list[Option]
    opened: bool


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme above the list."""

    theme: Theme
    count: int
    chosen: bool
    address: str


def groups_of(criteria: Criteria, facets: Facets) -> list[Group]:
    """The filters with their counts; what was chosen stays in sight, also when it leaves nothing."""
    found = []
    for name, dimension, label, opened in GROUPS:
        chosen = criteria.chosen.get(dimension, ())
        options = _options(dimension, chosen, _to_come(dimension, facets[dimension]))
        if options and (len(options) > 1 or chosen or dimension not in ALWAYS_CHOSEN_FROM):
            most = YEARS_AT_ONCE if dimension == "yearGroup" else AT_ONCE
            cut = most if len(options) > most + A_FEW_MORE else len(options)
            first = options[:cut] + [option for option in options[cut:] if option.chosen]
            more = [option for option in options[cut:] if not option.chosen]
            found.append(Group(name, label, first, more, opened or bool(chosen)))
    return found


def _to_come(dimension: str, found: Sequence[FacetValue]) -> Sequence[FacetValue]:
    """Months that are over are nothing to choose."""
    now = f"{timezone.localdate():%Y-%m}"
    return [each for each in found if dimension != "month" or each.value >= now]


def _options(dimension: str, chosen: Sequence[str], found: Sequence[FacetValue]) -> list[Option]:
    options = [Option(each.value, label_of(dimension, each), each.count, each.value in chosen) for each in found]
    there = {option.value for option in options}
    gone = [value for value in chosen if value not in there and known(dimension, value)]
    return [*options, *(Option(value, called(dimension, value), 0, True) for value in gone)]


def rings_of(criteria: Criteria, facets: Facets) -> list[Option]:
    """The distances to choose from, when there is a place to look around; the first is any distance."""
    if not criteria.near:
        return []
    rings = [
        Option(each.value, _("at most %(km)s km") % {"km": each.value}, each.count, each.position == wanted)
        for wanted in [criteria.distance_max]
        for each in facets["distance"]
    ]
    return [Option("", _("at any distance"), 0, criteria.distance_max is None), *rings]


def themes_of(criteria: Criteria, facets: Facets) -> list[ThemeCard]:
    """The themes that have an offer for these criteria, as cards; a chosen one leads back to all."""
    chosen = criteria.chosen.get("theme", ())
    return [
        ThemeCard(_theme(each), each.count, each.value in chosen, address_of(_other(criteria, each.value)))
        for each in facets["theme"]
    ]


def _other(criteria: Criteria, theme: str) -> Criteria:
    taken = theme in criteria.chosen.get("theme", ())
    return without(criteria, "theme", theme) if taken else only(criteria, "theme", theme)


def _theme(each: FacetValue) -> Theme:
    return Theme(
        pk=UUID(each.value), name=each.label, name_en=each.label_en, colour=each.colour, position=each.position
    )
