"""Finding offers: the query keys, the criteria that they make, and what stands beside the list."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from api.conventions.filters import AnyOf, Filters, OneOf, Since, ids, words
from api.conventions.problems import Found, invalid
from api.v1.offer_shapes import AREAS, GROUP_CODES, KINDS, SECTOR_CODES, TARGETS, UNITS
from catalogue.offers import search, states
from catalogue.organisations.models import SECTORS
from catalogue.organisations.queries import school_spots

EVIDENCE = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
WORDS = dict([*states.KINDS, *states.UNITS, *states.YEAR_GROUPS, *SECTORS, ("yes", _lazy("yes")), ("no", _lazy("no"))])
OF_A_DIMENSION = {"targetGroup": dict(states.TARGET_GROUPS), "menuArea": dict(states.MENU_AREAS)}
FACET = {
    "type": "object",
    "properties": {"value": {"type": "string"}, "label": {"type": "string"}, "count": {"type": "integer"}},
}
FACETS = {
    "type": "object",
    "description": "With `facets=true`: per filter its values, and how many offers each would leave.",
    "additionalProperties": {"type": "array", "items": FACET},
}
SUGGESTIONS = {
    "type": "array",
    "description": "When nothing was found: what may have been meant by `q`.",
    "items": {"type": "string"},
}


class Kilometres(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """A whole number of kilometres."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=search.FARTHEST, **options)


class SearchFilters(Filters):
    """What the catalogue can be searched by. The names are those of the facets."""

    q = django_filters.CharFilter(max_length=200)
    programme = ids()
    municipality = ids()
    theme = ids()
    kind = words(KINDS)
    sector = words(SECTOR_CODES)
    year_group = words(GROUP_CODES)
    target_group = words(TARGETS)
    menu_area = words(AREAS)
    goal = AnyOf(of=forms.CharField(max_length=10))
    provider = ids()
    unit = words(UNITS)
    price_band = words([code for code, _most in states.PRICE_BANDS])
    price_max = django_filters.NumberFilter(max_digits=12, decimal_places=2, min_value=0)
    evidence = words(EVIDENCE)
    month = AnyOf(of=forms.RegexField(r"^20[0-9]{2}-(0[1-9]|1[0-2])$"))
    starts_after = Since()
    starts_before = Since()
    near = django_filters.CharFilter(
        max_length=100, help_text="A place to look around: a location code, the name of a town, or `52.09,5.12`."
    )
    distance_max = Kilometres(help_text="Kilometres from `near`; offers at your own school are always near.")
    ordering = OneOf(search.ORDERINGS)
    facets = OneOf(["true", "false"])
    status = words([code for code, _label in states.STATUSES])


def criteria_of(asked: dict[str, Any]) -> search.Criteria:
    """The criteria of a request. 400 for a place that nobody knows, and for a distance from nowhere."""
    asked["evidence"] = sorted({EVIDENCE[value] for value in asked["evidence"]})
    near = _near(asked["near"])
    if near is None and (needless := [key for key in ("distanceMax",) if asked[key] is not None]):
        raise invalid(*(Found("query", key, "needs_near", _("Say with `near` from where.")) for key in needless))
    if near is None and asked["ordering"] == "distance":
        raise invalid(Found("query", "ordering", "needs_near", _("Say with `near` from where.")))
    return search.Criteria(
        q=asked["q"],
        chosen={name: tuple(str(value) for value in asked[name]) for name in search.DIMENSIONS if asked[name]},
        price_max=asked["priceMax"],
        starts_after=asked["startsAfter"],
        starts_before=asked["startsBefore"],
        near=near,
        distance_max=asked["distanceMax"],
        ordering=asked["ordering"] or "relevance",
    )


def _near(code: str) -> search.Near | None:
    if not code:
        return None
    near = search.place_of(code, {}) or search.place_of(code, search.places_of(school_spots()))
    if near is None:
        message = _("Found “%(found)s”; expected the location code of a school, a town with a school, or a point.")
        raise invalid(Found("query", "near", "unknown", message % {"found": code}))
    return near


def counted(criteria: search.Criteria, *, facets: bool) -> tuple[int, dict[str, Any]]:
    """How many offers there are, and what stands beside the list."""
    if facets:
        count, found = search.facets(criteria)
        beside: dict[str, Any] = {"facets": _shown(found)}
    else:
        count, beside = search.count_of(criteria), {}
    return count, beside | ({} if count else {"suggestions": search.suggestions(criteria, count)})


def _shown(facets: search.Facets) -> dict[str, list[dict[str, Any]]]:
    return {
        dimension: [
            {"value": each.value, "label": each.label or _label(dimension, each.value), "count": each.count}
            for each in values
        ]
        for dimension, values in facets.items()
    }


def _label(dimension: str, value: str) -> str:
    return str(OF_A_DIMENSION.get(dimension, WORDS).get(value, value))
