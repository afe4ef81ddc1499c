"""The catalogue: what is there for children like ours?"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.offers import search
from catalogue.programmes import queries as programmes
from frontend.access import page
from frontend.chosen_school import school_of
from frontend.listing import page_of
from frontend.public.brochure import address_of
from frontend.public.criteria import criteria_from, pairs_of
from frontend.public.filters import chosen_of, groups_of, themes_of, ways_out
from frontend.public.marks import marks_of
from portal.people.actors import acting

PAGE = 24


@page()
def offers(request: HttpRequest) -> HttpResponseBase:
    """The list with its filters. Everything that was chosen stands in the address."""
    criteria = criteria_from(request.GET)
    total, facets = search.facets(criteria)
    themes = list(programmes.themes())
    pairs = pairs_of(criteria)
    shown = {
        "criteria": criteria,
        "total": total,
        "page": page_of(request, search.found(criteria), size=PAGE, total=total),
        "themes": themes_of(criteria, facets, themes),
        "groups": groups_of(criteria, facets),
        "chips": chosen_of(criteria, facets, themes),
        "relaxed": [] if total else ways_out(criteria),
        "kept": [(name, value) for name, value in pairs if name != "q"],
        "kept_all": [(name, value) for name, value in pairs if name != "sort"],
        "beside_filters": [(name, value) for name, value in pairs if name in ("q", "theme", "sort")],
        "orders": [("title", _("by title")), ("price", _("lowest price first")), ("newest", _("newest first"))],
        "brochure": _brochure(facets["programme"]),
        "marks": marks_of(acting(request), school_of(request)),
    }
    return render(request, "public/offers.html", shown)


def _brochure(found: Sequence[search.FacetValue]) -> str:
    """The brochure of what is found when that is of one programme, else the page with all of them."""
    return address_of(found[0].value) if len(found) == 1 else reverse("public:brochures")
