"""The offers of the provider, whatever their status, last changed first."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.imports import exporting
from catalogue.offers import queries
from frontend.access import page
from frontend.chips import Stages, by_status
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "published": (_("Published"), ("published",)),
    "open": (_("To finish"), ("draft", "returned")),
    "submitted": (_("Under review"), ("submitted",)),
    "withdrawn": (_("Withdrawn"), ("withdrawn",)),
}


@page(*PROVIDER_ROLES)
def offers(request: HttpRequest) -> HttpResponseBase:
    """The list; `?status=` picks."""
    rows, chips = by_status(queries.own(acting(request)), STAGES, request.GET.get("status", ""))
    if way := way_asked(request):
        return table(exporting.offers_sheet(rows, by=acting(request)), way)
    rows = rows.select_related("provider", "programme", "revision", "draft").prefetch_related(*queries.THEMES)
    rows = rows.annotate(booked=Count("bookings"))
    return render(request, "providers/offers.html", {"page": page_of(request, rows, size=20), "chips": chips})
