"""All bookings of the municipality: who gets what, and how far it is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.queries import history_of
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, by_status, words_asked
from frontend.history import told
from frontend.listing import page_of
from frontend.municipality.extending import later_of
from frontend.tables import table, way_asked
from portal.bookings import queries
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "waiting": (_("Waiting"), ("proposed", "requested")),
    "confirmed": (_("Planned"), ("confirmed",)),
    "delivered": (_("Delivered"), ("delivered",)),
    "accepted": (_("Accepted"), ("accepted",)),
    "disputed": (_("Disputed"), ("disputed",)),
    "ended": (_("Ended"), ("declined", "withdrawn", "cancelled", "cancelled_late")),
}


@page(*MUNICIPAL_ROLES)
def bookings(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks, `?q=` searches school, provider and title."""
    rows = queries.visible_to(acting(request)).prefetch_related(None)
    wanted = words_asked(request)
    if wanted:
        named = Q(school__name__icontains=wanted) | Q(provider__name__icontains=wanted)
        rows = rows.filter(named | Q(revision__title__icontains=wanted))
    rows, chips = by_status(rows, STAGES, request.GET.get("status", ""))
    if way := way_asked(request):
        return table(list_tables.bookings(rows), way)
    context = {"page": page_of(request, rows, size=25), "chips": chips, "q": wanted}
    return render(request, "municipality/bookings.html", context)


@page(*MUNICIPAL_ROLES)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One booking, to read; 404 for another municipality's."""
    rows = queries.visible_to(acting(request)).select_related("session").prefetch_related("claim_lines__claim")
    found = get_object_or_404(rows, pk=pk)
    claims = [line.claim for line in found.claim_lines.all() if line.claim.submitted_at]
    later = later_of(acting(request), found, reverse("municipality:booking-until", args=[pk]))
    context = later | {
        "booking": found,
        "revision": found.revision,
        "claims": claims,
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/booking.html", context)
