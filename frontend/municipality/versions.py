"""The versions of an offer: what was published when, and what each of them changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import MUNICIPAL_ROLES
from frontend.access import page
from frontend.versions import listed, one


@page(*MUNICIPAL_ROLES)
def versions(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """All versions of an offer of the own municipality, without what is still being written; 404 for another's."""
    return render(request, "municipality/versions.html", listed(request, pk))


@page(*MUNICIPAL_ROLES)
def version(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """One version as it was, with what it changed; 404 when it is not there or another's."""
    return render(request, "municipality/version.html", one(request, pk, number))
