"""Bringing offers of providers in as a table, and taking them out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from frontend import importing
from frontend.access import deed_page, page
from frontend.importing import Side

SIDE = Side("municipality", several=True)


@page(*MUNICIPAL_ROLES)
def imports(request: HttpRequest) -> HttpResponseBase:
    """What was brought in, and a form for the next file."""
    return importing.start(request, SIDE)


@deed_page(OFFICER)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Check a file."""
    return importing.upload(request, SIDE)


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What a file came to, row by row; 404 for another's."""
    return importing.shown_import(request, SIDE, pk)


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Carry it out, or undo it."""
    return importing.do(request, SIDE, pk, deed)


@page(*MUNICIPAL_ROLES)
def template(request: HttpRequest, programme: UUID) -> HttpResponseBase:
    """An empty table."""
    return importing.template(request, programme)


@page(*MUNICIPAL_ROLES)
def export(request: HttpRequest, programme: UUID) -> HttpResponseBase:
    """The offers of a programme as a table."""
    return importing.taken_out(request, programme)
