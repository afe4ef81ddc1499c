"""The social map: who helps children here, what they offer now, and how fresh that is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from catalogue.offers import directory
from catalogue.organisations import queries
from catalogue.organisations.states import KINDS
from frontend.access import page
from frontend.chips import words_asked
from frontend.listing import page_of


@page()
def providers(request: HttpRequest) -> HttpResponseBase:
    """Every admitted provider; `?q=` searches name, place and words, `?kind=` and `?municipality=` pick."""
    wanted, kind = words_asked(request), request.GET.get("kind", "")
    towns = list(queries.municipalities())
    town = next((each for each in towns if str(each.pk) == request.GET.get("municipality")), None)
    rows = directory.directory()
    if wanted:
        rows = rows.filter(Q(name__icontains=wanted) | Q(city__icontains=wanted) | Q(about__icontains=wanted))
    if kind in dict(KINDS):
        rows = rows.filter(kind=kind)
    if town:
        rows = rows.filter(admissions__municipality=town, admissions__status="admitted")
    context = {
        "page": page_of(request, rows, size=24), "q": wanted, "kind": kind, "kinds": KINDS, "town": town,
        "towns": towns if len(towns) > 1 else [],
    }  # fmt: skip
    return render(request, "public/providers.html", context)


@page()
def provider(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of an admitted provider; 404 for others. No person is named but who wants to be."""
    found = get_object_or_404(directory.directory(), pk=pk)
    context = {
        "provider": found,
        "offers": directory.offered_by(found),
        "venues": queries.venues_of(found),
        "contacts": [each for each in queries.public_contacts_of(found) if not queries.is_away(each)],
        "admissions": found.admissions.filter(status="admitted").select_related("municipality"),
    }
    return render(request, "public/provider.html", context)
