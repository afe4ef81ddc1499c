"""What every answer under `/api/` has, whoever gave it: version, caching, safety, language; and never an HTML error."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from api.conventions.problems import MEDIA_TYPE, Problem

PREFIX = "/api/"
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
CODES = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ApiConventions:
    """Adds the conventions to every answer under `/api/`; leaves every other page alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers; an HTML error of the framework becomes a problem."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response: HttpResponseBase = self.get_response(request)
        if response.status_code >= 400 and not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            with translation.override(language(request)):
                response = _problem(response)
        response.headers["API-Version"] = settings.API_VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Content-Language"] = language(request)
        patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization", "Cookie"])
        for name, value in SAFE_HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.BEHIND_TLS:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response


def language(request: HttpRequest) -> str:
    """The first language of `Accept-Language` that the portal speaks; English when none is asked for."""
    known = {code for code, name in settings.LANGUAGES}
    for asked, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200]):
        code = asked.split("-")[0]
        if code in known and weight > 0:
            return code
    return "en"


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every address under `/api/` that is none: a problem, without a page of the site being made first."""
    with translation.override(language(request)):
        return Problem(404, "not_found", _("This does not exist, or it is not yours to see.")).plain()


def _problem(response: HttpResponseBase) -> HttpResponse:
    """The same refusal as a problem, with the headers that belong to the status."""
    code = CODES.get(response.status_code, "not_found" if response.status_code < 500 else "internal_error")
    sentence = {
        403: _("You may not do this."),
        404: _("This does not exist, or it is not yours to see."),
    }.get(response.status_code, _("The request could not be answered."))
    kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
    return Problem(response.status_code, code, sentence, headers=kept).plain()
