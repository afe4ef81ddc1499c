"""The link in an e-mail about a booking: hear of this kind of thing no more, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from frontend.access import page
from portal.notices import actions, queries
from portal.notices.states import ALWAYS, KINDS


@csrf_exempt  # mail programs press this button too (RFC 8058); the token in the address is what gives the right
@page(methods=("GET", "HEAD", "POST"))
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Asks with one button, because some mail programs open every link; POST stops this kind for this person.

    404 when the link is not ours, or the person left. Stopping twice is stopping.
    """
    found = queries.by_stop_token(token)
    if found is None:
        raise Http404
    membership, kind = found
    if request.method == "POST":
        actions.stop(membership, kind)
    wanted = "daily" if kind in ALWAYS else "never"
    stopped = queries.choices_of(membership)[kind] == wanted
    context = {"stopped": stopped, "daily": kind in ALWAYS, "kind": dict(KINDS)[kind]}
    return render(request, "public/stop_notices.html", context)
