"""What a round that divides gave the school, and why not the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import page
from frontend.chosen_school import needed
from frontend.outcomes import told
from portal.allocations import queries
from portal.people.actors import acting

MOST = 200


@page(*SCHOOL_ROLES, BOARD)
def results(request: HttpRequest) -> HttpResponseBase:
    """Every wish of the school in rounds whose result was published, the newest round first."""
    school = needed(request)
    rows = queries.outcomes_visible_to(acting(request)).filter(school=school)
    found = [told(each) for each in rows.order_by("-allocation__created_at", "rank", "pk")[:MOST]]
    return render(request, "schools/results.html", {"school": school, "rows": found})
