"""The letters that a board or school got from the municipality, and the grants of the board."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import page
from frontend.listing import page_of
from frontend.municipality.letters import pdf_of
from portal.letters.queries import letters_visible_to
from portal.people.actors import acting
from portal.subsidies import queries as subsidies


@page(*SCHOOL_ROLES, BOARD)
def letters(request: HttpRequest) -> HttpResponseBase:
    """The letters, newest first; a board also sees what it was granted and what its schools did with it."""
    actor = acting(request)
    grants = list(subsidies.visible_to(actor))
    uses = subsidies.uses_of(grants) if grants else {}
    context = {
        "page": page_of(request, letters_visible_to(actor), size=25),
        "grants": [(grant, uses[grant.pk]) for grant in grants],
    }
    return render(request, "schools/letters.html", context)


@page(*SCHOOL_ROLES, BOARD)
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A letter to the own board or school; 404 for another's."""
    return pdf_of(request, pk)
