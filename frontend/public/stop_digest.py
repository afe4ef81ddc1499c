"""The link in an e-mail about new offers: stop these e-mails, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from frontend.access import page
from portal.searches import actions, queries


@csrf_exempt  # mail programs press this button too (RFC 8058); the token in the address is what gives the right
@page(methods=("GET", "HEAD", "POST"))
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Asks with one button, because some mail programs open every link; POST stops the e-mails of this search.

    404 when the link is not ours, or the search is no more. Stopping twice is stopping.
    """
    search = queries.by_stop_token(token)
    if search is None:
        raise Http404
    if request.method == "POST":
        search = actions.stop(search)
    return render(request, "public/stop_digest.html", {"search": search})
