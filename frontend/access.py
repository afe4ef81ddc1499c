"""Who may open a page, and what is shown when a rule says no. Every view wears `@page(…)`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from frontend.chosen_school import NO_SCHOOL, to_be_picked
from portal.people.actors import acting

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def page(*roles: str, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A page for these roles; for everybody when none is named.

    Nobody signed in: to the sign-in page and back. Another role: 403. What the rules refuse inside the view becomes a
    page with the sentence: `Forbidden` 403, `Refused` 409, `Stale` 412, `Invalid` 400; a database that is too busy 503.
    Two who do at one moment what can be done once: 409 for the second, as on the API. A board that did not say for
    which school is asked that first.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if roles and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
            if roles and not acting(request).is_one_of(*roles):
                return refused(request, 403, _("This page is for others. Sign in with another role to open it."))
            try:
                return view(request, *args, **kwargs)
            except (Refused, Invalid) as error:
                return _told_why(request, error)
            except IntegrityError:  # a constraint stood behind a rule that both passed
                log.warning("collision", exc_info=True)
                return refused(request, 409, _("Somebody else did this at the same moment. Look again how it stands."))
            except OperationalError:  # somebody held a row, or the whole small database, for too long
                log.exception("busy")
                return refused(request, 503, _("It is very busy now. Wait a moment and try it again."))

        return require_http_methods(list(methods))(shown)

    return wrap


def deed_page(*roles: str) -> Callable[[View], View]:
    """A page that only does something: POST."""
    return page(*roles, methods=("POST",))


def _told_why(request: HttpRequest, error: Refused | Invalid) -> HttpResponseBase:
    if isinstance(error, Refused) and error.code == NO_SCHOOL and request.method == "GET":
        return to_be_picked(request)
    return refused(request, status_of(error), str(error))


def status_of(error: Refused | Invalid) -> int:
    """The status that goes with what the rules said."""
    if isinstance(error, Invalid):
        return 400
    if isinstance(error, Forbidden):
        return 403
    return 412 if isinstance(error, Stale) else 409


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A page that says why, in the sentence of the rule, and what to do next."""
    return render(request, "refused.html", {"sentence": sentence, "status": status}, status=status)
