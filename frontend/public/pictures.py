"""The files of photographs. Only what was made anew here is sent, always as the same kind of file."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from catalogue.actor import ANYONE
from catalogue.offers import queries
from frontend.access import page
from portal.people.actors import acting

log = logging.getLogger(__name__)
SIZES = ("large", "small")
KEPT = "max-age=31536000, immutable"  # another picture has another address
SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


@page()
def picture(request: HttpRequest, pk: UUID, size: str) -> HttpResponseBase:
    """A picture of a published offer for everybody, else only for whose it is; 404 otherwise.

    What everybody may see is found without asking who looks, so that caches in between may keep it. A browser cannot
    take it for anything but a JPEG, and shows it in a sandbox.
    """
    if size not in SIZES:
        raise Http404
    found = queries.pictures_visible_to(ANYONE).filter(pk=pk).first()
    whose = "public"
    if found is None:
        whose = "private"
        found = queries.pictures_visible_to(acting(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        content = (found.large if size == "large" else found.small).open("rb")
    except OSError as error:
        log.exception("the file of picture %s is not in storage", pk)
        raise Http404 from error
    answer = FileResponse(content, content_type="image/jpeg")
    answer["Content-Disposition"] = f'inline; filename="{size}.jpg"'
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = f"{whose}, {KEPT if request.GET.get('v') == found.mark else 'max-age=60'}"
    return answer
