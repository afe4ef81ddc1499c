"""One declaration of a school: its lines, its evidence, where it stands, and what to change when it came back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend import claiming as pages
from frontend.access import deed_page, page

DESK = pages.Desk("schools")
ROLES = (*SCHOOL_ROLES, BOARD)


@page(*ROLES)
def claim(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a claim of the own school; 404 for another's."""
    return pages.page_of_claim(request, DESK, pk)


@deed_page(*ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Submit or withdraw."""
    return pages.done(request, DESK, pk, deed)


@deed_page(*ROLES)
def answer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Answer the questions of the municipality."""
    return pages.answered(request, DESK, pk)


@deed_page(*ROLES)
def add_evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a file with the claim."""
    return pages.evidence_added(request, DESK, pk)


@deed_page(*ROLES)
def remove_evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a file out before the claim is sent."""
    return pages.evidence_removed(request, DESK, pk)


@page(*ROLES)
def evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file of an own claim; 404 for another's."""
    return pages.evidence_shown(request, pk)
