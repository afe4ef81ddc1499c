"""Whom providers ask at this school."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.organisations import queries
from frontend import contacts as pages
from frontend.access import deed_page, page
from frontend.chosen_school import needed
from portal.people.actors import acting

ROLES = (*SCHOOL_ROLES, BOARD)


def _desk(request: HttpRequest, pk: UUID | None = None) -> pages.Desk:
    """The desk of the school that somebody acts for; of a contact, that of its school."""
    if pk is None:
        return pages.Desk(needed(request), "schools", "schools:home")
    found = get_object_or_404(queries.own_contacts(acting(request)), pk=pk)
    assert found.school is not None  # whoever comes here has contacts of schools only
    return pages.Desk(found.school, "schools", "schools:home")


@page(*ROLES)
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The list of the own school; of a board, of the school that it looks at."""
    return pages.listed(request, _desk(request))


@page(*ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Add one."""
    return pages.added(request, _desk(request))


@page(*ROLES, methods=("GET", "HEAD", "POST"))
def contact(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change one; 404 for another's."""
    return pages.changed(request, _desk(request, pk), pk)


@deed_page(*ROLES)
def away(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Away, with a substitute."""
    return pages.away(request, _desk(request, pk), pk)


@deed_page(*ROLES)
def back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Back again."""
    return pages.back(request, _desk(request, pk), pk)


@deed_page(*ROLES)
def end(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand over to somebody else."""
    return pages.ended(request, _desk(request, pk), pk)
