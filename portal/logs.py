"""What the portal writes down about its own work: one line of JSON per event, to standard error.

A line about a request says who (actor), did what (action) to what (object), from where (origin), when (timestamp), with
which result and in how many milliseconds, and carries the request id that the answer carries too. It never holds a
token, a cookie, a body or a query string; a path is written as its route, because a path may hold a sign-in code. What
errors of mail servers and databases say is kept, without the e-mail addresses and the rows that they repeat.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import LazyObject
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict

log = logging.getLogger("portal.requests")

OURS = ("action", "object", "result", "origin", "actor", "milliseconds")
"""The only extra fields that reach a line: those of libraries hold requests with their query strings, and arguments."""
HEALTH_CHECKS = frozenset({"/livez", "/readyz"})
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(\.[\w-]+)+")
ROW = re.compile(r"^(\s*DETAIL:).*", re.MULTILINE)  # PostgreSQL: "Failing row contains (…)", "Key (email)=(…)"
OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,18}")


def json_formatter() -> logging.Formatter:
    """The formatter of every log line; named in settings. Lines of libraries get the same shape."""
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            ExtraAdder(allow=OURS),
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_people,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    )


def without_people(_logger: object, _method: str, line: EventDict) -> EventDict:
    """The line with no e-mail address and no row of the database in its words and its traceback."""
    for name in ("event", "exception"):
        if isinstance(words := line.get(name), str):
            line[name] = ROW.sub(r"\1 (left out)", ADDRESS.sub("(address)", words))
    return line


class RequestLog:
    """Middleware: one line per request (none for health checks), and `X-Request-ID` on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GOOD_ID.fullmatch(given) else uuid.uuid4().hex
        start = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            if request.path not in HEALTH_CHECKS:
                milliseconds = round((time.perf_counter() - start) * 1000, 1)
                log.info("request", extra={**what_happened(request, response), "milliseconds": milliseconds})
        return response


def what_happened(request: HttpRequest, response: HttpResponseBase) -> dict[str, object]:
    """The fields of a request's line: action, object, result, origin, actor."""
    match = request.resolver_match
    named = match.kwargs.values() if match else ()
    return {
        "action": f"{request.method} /{match.route}" if match else f"{request.method} (no such page)",
        "object": " ".join(text for value in named if OBJECT_ID.fullmatch(text := str(value))),
        "result": response.status_code,
        "origin": origin(request),
        "actor": actor(request),
    }


def origin(request: HttpRequest) -> str:
    """The address that the request came from; behind a TLS proxy what the nearest proxy says."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS else ""
    return forwarded.rpartition(",")[2].strip()[:45] or str(request.META.get("REMOTE_ADDR", ""))


def actor(request: HttpRequest) -> str:
    """The number of the signed-in person, or "public"; never a name or an address. Asks the database nothing."""
    user = getattr(request, "user", None)
    if isinstance(user, LazyObject):  # nobody asked for it yet: a line in the log is no reason to look it up
        user = getattr(request, "_cached_user", None)
    return f"user {user.pk}" if getattr(user, "is_authenticated", False) and user else "public"
