"""The queue of claims: what is due first stands on top."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, by_status, words_asked
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.claims import queries
from portal.people.actors import acting

STAGES: Stages = {
    "submitted": (_("To decide"), ("submitted",)),
    "returned": (_("Returned"), ("returned",)),
    "approved": (_("Approved"), ("approved", "failed")),
    "paid": (_("Paid"), ("settled",)),
    "rejected": (_("Rejected"), ("rejected",)),
    "all": (_("All"), ()),
}


@page(*MUNICIPAL_ROLES)
def claims(request: HttpRequest) -> HttpResponseBase:
    """The list by due date; `?status=` picks, `?q=` searches the name of the claimant."""
    rows = queries.visible_to(acting(request)).prefetch_related(None)
    wanted = words_asked(request)
    if wanted:
        rows = rows.filter(Q(provider__name__icontains=wanted) | Q(school__name__icontains=wanted))
    rows, chips = by_status(rows, STAGES, request.GET.get("status", ""))
    rows = rows.prefetch_related("decisions", "lines", "evidence").order_by("due_on", "submitted_at")
    if way := way_asked(request):
        return table(list_tables.claims(rows), way)
    context = {"page": page_of(request, rows, size=20), "chips": chips, "q": wanted}
    return render(request, "municipality/claims.html", context)
