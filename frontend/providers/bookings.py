"""All bookings of the provider, newest first, by how far they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, by_status
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bookings import queries
from portal.people.actors import acting
from portal.waiting.queries import queues_of

STAGES: Stages = {
    "": (_("All"), ()),
    "requested": (_("To answer"), ("requested",)),
    "confirmed": (_("To deliver"), ("confirmed",)),
    "disputed": (_("Disputed"), ("disputed",)),
    "delivered": (_("Delivered"), ("delivered", "accepted")),
    "ended": (_("Ended"), ("declined", "withdrawn", "cancelled", "cancelled_late")),
}


@page(*PROVIDER_ROLES)
def bookings(request: HttpRequest) -> HttpResponseBase:
    """The list; `?status=` picks."""
    rows, chips = by_status(queries.visible_to(acting(request)), STAGES, request.GET.get("status", ""))
    if way := way_asked(request):
        return table(list_tables.bookings(rows), way)
    rows = rows.prefetch_related(None).select_related("offer__revision").prefetch_related("offer__revision__themes")
    context = {"page": page_of(request, rows, size=20), "chips": chips, "queues": queues_of(acting(request))}
    return render(request, "providers/bookings.html", context)
