"""Panels in which the school or the board has a seat: read the ranking, and rank."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend import panels as shared
from frontend.access import page
from frontend.listing import page_of
from portal.needs import queries
from portal.people.actors import acting


@page(*SCHOOL_ROLES, BOARD)
def panels(request: HttpRequest) -> HttpResponseBase:
    """The panels with a seat for us, the newest first."""
    return render(request, "schools/panels.html", {"page": page_of(request, queries.visible_to(acting(request)))})


@page(*SCHOOL_ROLES, BOARD)
def panel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One panel with its ranking and all reasons."""
    return render(request, "schools/panel.html", shared.context_of(request, shared.mine(request, pk)))


@page(*SCHOOL_ROLES, BOARD, methods=("GET", "HEAD", "POST"))
def rank(request: HttpRequest, pk: UUID, seat: UUID) -> HttpResponseBase:
    """Rank for our seat."""
    return shared.rank(request, pk, seat, "schools/rank.html", reverse("schools:panel", args=[pk]))
