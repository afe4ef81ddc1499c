"""What somebody typed when nobody was signed in any more: it waits in the session until the same person is back.

A form carries who opened it, signed. When it comes while nobody is signed in, its fields are put into the new session;
signing in keeps them there, and the page where they were typed shows them again, to that person alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from portal.people.actors import acting

KEY, SALT, MOST = "typed", "typed by", 5
View = Callable[..., HttpResponseBase]


def owner_of(request: HttpRequest) -> str:
    """For the hidden field `owner` of a form: who opened it, signed."""
    return signing.dumps(acting(request).person, salt=SALT)


def typed_text_waits(view: View) -> View:
    """Around a page: a form that comes when nobody is signed in is kept, and whoever sent it is asked to sign in."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_authenticated or not (person := _signed(request)):
            return view(request, *args, **kwargs)
        path = _typed_on(request)
        waiting = dict(request.session.get(KEY, {}))
        waiting[request.POST.get("window", "")] = {"path": path, "person": person, "data": request.POST.urlencode()}
        request.session[KEY] = dict(list(waiting.items())[-MOST:])
        if getattr(request, "htmx", None):
            return render(request, "providers/signed_out.html", {"path": path})
        return redirect_to_login(path)

    return shown


def quiet_when_signed_out(view: View) -> View:
    """Around a piece of a page: nothing at all when nobody is signed in, so that no second session is begun."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "htmx", None) and not request.user.is_authenticated:
            return HttpResponse(status=204)
        return view(request, *args, **kwargs)

    return shown


def waiting_text(request: HttpRequest) -> QueryDict | None:
    """What the person who is signed in now typed on this page before; `None` when nothing waits."""
    person = acting(request).person
    for kept in reversed(request.session.get(KEY, {}).values()):
        if kept["person"] == person and kept["path"].partition("?")[0] == request.path:
            return QueryDict(kept["data"])
    return None


def arrived(request: HttpRequest, window: str) -> None:
    """The text of this window is kept in its own place now, so it need not wait any more."""
    waiting = dict(request.session.get(KEY, {}))
    if waiting.pop(window, None):
        request.session[KEY] = waiting


def _typed_on(request: HttpRequest) -> str:
    """The page on which it was typed: the one that htmx or the browser names, when it is one of ours."""
    htmx: Any = getattr(request, "htmx", None)
    named = urlsplit((htmx and htmx.current_url) or request.headers.get("Referer", ""))
    return named.path if named.netloc == request.get_host() else request.path


def _signed(request: HttpRequest) -> str:
    try:
        person: str = signing.loads(request.POST.get("owner", ""), salt=SALT)
    except signing.BadSignature:
        return ""
    return person
