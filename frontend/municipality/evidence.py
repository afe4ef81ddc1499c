"""The private files of a claim, for who may see the claim."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from catalogue.actor import MUNICIPAL_ROLES
from frontend.access import page
from frontend.private_files import sent
from portal.claims.queries import evidence_visible_to
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as a download, or with `?show` in the browser; 404 for a file of another municipality."""
    found = get_object_or_404(evidence_visible_to(acting(request)), pk=pk)
    with found.file.open("rb") as file:
        content: bytes = file.read()
    return sent(content, name=found.name, content_type=found.content_type, inline="show" in request.GET)
