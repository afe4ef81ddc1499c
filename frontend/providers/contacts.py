"""Whom the municipality and the schools ask at this provider."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from catalogue.actor import PROVIDER_ROLES
from catalogue.organisations import queries
from frontend import contacts as pages
from frontend.access import deed_page, page
from portal.people.actors import acting


def _desk(request: HttpRequest) -> pages.Desk:
    own = get_object_or_404(queries.own_providers(acting(request)))
    return pages.Desk(own, "providers", "providers:home")


@page(*PROVIDER_ROLES)
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The list."""
    return pages.listed(request, _desk(request))


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Add one."""
    return pages.added(request, _desk(request))


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def contact(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change one; 404 for another's."""
    return pages.changed(request, _desk(request), pk)


@deed_page(*PROVIDER_ROLES)
def away(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Away, with a substitute."""
    return pages.away(request, _desk(request), pk)


@deed_page(*PROVIDER_ROLES)
def back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Back again."""
    return pages.back(request, _desk(request), pk)


@deed_page(*PROVIDER_ROLES)
def end(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand over to somebody else."""
    return pages.ended(request, _desk(request), pk)
