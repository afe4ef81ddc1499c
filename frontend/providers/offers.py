"""The offers of the provider, whatever their status, last changed first."""

from __future__ import annotations

from django.db.models import Count
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.imports import exporting
from catalogue.offers import queries
from frontend.access import page
from frontend.chips import Stages, by_status, words_asked
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


ORDERS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (_("Changed last"), ("-updated_at", "pk")),
    "title": (_("Title"), ("newest_title", "pk")),
    "booked": (_("Booked most"), ("-booked", "pk")),
}


@page(*PROVIDER_ROLES)
def offers(request: HttpRequest) -> HttpResponseBase:
    """The list; `?status=` picks, `?q=` searches, `?sort=` orders. What came back says what to change."""
    wanted, sort = words_asked(request), request.GET.get("sort", "")
    found = queries.searched(queries.own(acting(request)), wanted)
    rows, chips = by_status(found, STAGES, request.GET.get("status", ""))
    if way := way_asked(request):
        return table(exporting.offers_sheet(rows, by=acting(request)), way)
    rows = rows.select_related("provider", "programme", "revision", "draft").prefetch_related(*queries.THEMES)
    rows = queries.with_remarks(rows).annotate(
        booked=Count("bookings"), newest_title=Lower(Coalesce("draft__title", "revision__title"))
    )
    ordered = rows.order_by(*ORDERS.get(sort, ORDERS[""])[1])
    context = {
        "page": page_of(request, ordered, size=20),
        "chips": chips,
        "q": wanted,
        "sort": sort if sort in ORDERS else "",
        "orders": [(value, words) for value, (words, _columns) in ORDERS.items()],
    }
    return render(request, "providers/offers.html", context)
