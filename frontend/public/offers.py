"""The catalogue: what is there for children like ours?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.offers import search
from catalogue.organisations.models import School
from catalogue.organisations.queries import school_spots
from frontend.access import page
from frontend.chosen_school import school_of
from frontend.listing import page_of
from frontend.public import brochure
from frontend.public.chips import chosen_of
from frontend.public.criteria import address_of, criteria_from, pairs_of
from frontend.public.filters import groups_of, rings_of, themes_of
from frontend.public.keeping import keeping
from frontend.public.marks import marks_of
from frontend.public.ways_out import Way, ways_out
from portal.monitoring.evaluations import said_of
from portal.people.actors import acting

PAGE = 24
_ELSEWHERE = {"q", "theme", "sort", "programme", "municipality", "goal"}  # what is not asked in the filters themselves


@page()
def offers(request: HttpRequest) -> HttpResponseBase:
    """The list with its filters. Everything that was chosen stands in the address."""
    places = search.places_of(school_spots())
    criteria = criteria_from(request.GET, places)
    total, facets = search.facets(criteria)
    school = school_of(request)
    listed = page_of(request, search.found(criteria), size=PAGE, total=total)
    shown = _around(criteria) | {
        "criteria": criteria,
        "total": total,
        "page": listed,
        "said": said_of([each.pk for each in listed]),
        "themes": themes_of(criteria, facets),
        "groups": groups_of(criteria, facets),
        "rings": rings_of(criteria, facets),
        "places": places,
        "own_place": _own(school, criteria),
        "chips": chosen_of(criteria, facets),
        "relaxed": [] if total else ways_out(criteria),
        "meant": [Way(words, address_of(criteria.but(q=words))) for words in search.suggestions(criteria, total)],
        "brochure": _brochure(facets["programme"]),
        "keep": keeping(acting(request)),
        "marks": marks_of(acting(request), school),
    }
    response = render(request, "public/offers.html", shown)
    response.headers["HX-Push-Url"] = f"{request.path}{address_of(criteria)}"  # without what was left empty
    return response


def _brochure(found: Sequence[search.FacetValue]) -> str:
    """The brochure of what is found when that is of one programme, else the page with all of them."""
    return brochure.address_of(found[0].value) if len(found) == 1 else reverse("public:brochures")


def _around(criteria: search.Criteria) -> dict[str, Any]:
    """What the forms around the list keep, and the orders that make sense."""
    pairs = pairs_of(criteria)
    orders = [("title", _("by title")), ("price", _("lowest price first")), ("newest", _("newest first"))]
    orders += [("distance", _("nearest first"))] if criteria.near else []
    return {
        "kept": [(name, value) for name, value in pairs if name not in ("q", "sort")],
        "kept_all": [(name, value) for name, value in pairs if name != "sort"],
        "beside_filters": [(name, value) for name, value in pairs if name in _ELSEWHERE],
        "orders": [("relevance", _("best answer first")), *orders] if criteria.q else orders,
        "address": address_of(criteria),
    }


def _own(school: School | None, criteria: search.Criteria) -> Way | None:
    """For who acts for a school whose place is known: the same list, nearest first."""
    if school is None or school.latitude is None or (criteria.near and criteria.near.code == school.location_code):
        return None
    spot = search.Near(school.location_code, school.name, school.latitude, school.longitude or 0)
    return Way(_("Near our school"), address_of(criteria.but(near=spot, ordering="distance")))
