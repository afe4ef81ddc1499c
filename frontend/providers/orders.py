"""The purchase orders of the municipality to the provider, with their files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from catalogue.actor import PROVIDER_ROLES
from frontend.access import page
from frontend.listing import page_of
from frontend.private_files import sent
from portal.orders import queries
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def orders(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first."""
    return render(request, "providers/orders.html", {"page": page_of(request, queries.visible_to(acting(request)))})


@page(*PROVIDER_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF of an order; 404 for another's and while it is being made."""
    return file_of(request, pk)


def file_of(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF of an order that the actor sees; 404 otherwise."""
    found = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    row = queries.file_of(found)
    if row is None:
        raise Http404
    name = f"{found.number}.pdf"
    return sent(bytes(row.content), name=name, content_type="application/pdf", inline="show" in request.GET)
