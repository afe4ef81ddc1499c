"""Every error the API gives is a problem (RFC 9457): one shape, one table from what went wrong to what is answered.

`type, title, status, detail, code`, and for invalid input `errors: [{in, location, code, detail}]`: a program acts
on the code, a form can show the sentence beside its field, and nobody ever sees a stack trace.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from catalogue.errors import Forbidden, Invalid, Refused, Stale

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
BUSY_RETRY_SECONDS = 2
TITLES = {
    400: gettext_lazy("The request is not valid"),
    401: gettext_lazy("Who are you?"),
    403: gettext_lazy("You may not do this"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This method is not offered here"),
    406: gettext_lazy("This representation is not offered"),
    409: gettext_lazy("The rules do not allow this now"),
    412: gettext_lazy("Changed in the meantime"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("This media type is not read here"),
    422: gettext_lazy("This key was used for something else"),
    428: gettext_lazy("A precondition is missing"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong on our side"),
    503: gettext_lazy("Busy for a moment"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing wrong with the input: where (`body`, `query`, `header`, `path`), which part of it, and what."""

    where: str
    location: str
    code: str
    detail: str

    def as_json(self) -> dict[str, str]:
        """The shape that the API Design Rules give for invalid input."""
        return {"in": self.where, "location": self.location, "code": self.code, "detail": str(self.detail)}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is answered when something went wrong."""

    status: int
    code: str
    detail: str
    errors: tuple[Found, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The properties of the problem, in the order in which people read them."""
        body: dict[str, Any] = {
            "type": f"urn:keuzeportaal:problem:{self.code}",
            "title": str(TITLES.get(self.status, TITLES[400 if self.status < 500 else 500])),
            "status": self.status,
            "detail": str(self.detail),
            "code": self.code,
        }
        if self.errors:
            body["errors"] = [found.as_json() for found in self.errors]
        return body

    def response(self) -> Response:
        """For a view, where REST framework renders."""
        return Response(self.body(), self.status, headers=dict(self.headers), content_type=MEDIA_TYPE)

    def plain(self) -> JsonResponse:
        """For a middleware, where nothing renders any more."""
        return JsonResponse(self.body(), status=self.status, headers=dict(self.headers), content_type=MEDIA_TYPE)


class Wrong(Exception):
    """The front door itself says no, with a ready problem (a missing precondition, a reused key)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def invalid(*errors: Found) -> Wrong:
    """Input that is not valid, with every part named."""
    return Wrong(_invalid(errors))


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """REST framework's exception handler: any exception in, a problem out."""
    return problem_of(error).response()


@singledispatch
def problem_of(error: Exception) -> Problem:
    """The problem for an exception; what nobody foresaw is logged and says nothing about the inside."""
    log.error("api.unforeseen", exc_info=error)
    return Problem(500, "internal_error", _("This should not happen. It was written down; try again later."))


@problem_of.register
def _wrong(error: Wrong) -> Problem:
    return error.problem


@problem_of.register
def _refused(error: Refused) -> Problem:
    return Problem(409, error.code, error.sentence)


@problem_of.register
def _forbidden(error: Forbidden) -> Problem:
    return Problem(403, error.code, error.sentence)


@problem_of.register
def _stale(error: Stale) -> Problem:
    return Problem(412, error.code, error.sentence)


@problem_of.register
def _rules_of_input(error: Invalid) -> Problem:
    return _invalid(tuple(Found("body", fault.location, fault.code, fault.detail) for fault in error.faults))


@problem_of.register
def _missing(error: Http404) -> Problem:
    return Problem(404, "not_found", _("This does not exist, or it is not yours to see."))


@problem_of.register
def _not_allowed(error: PermissionDenied) -> Problem:
    return Problem(403, "forbidden", _("You may not do this."))


@problem_of.register
def _too_big(error: RequestDataTooBig) -> Problem:
    return Problem(413, "too_large", _("The request is larger than is read here."))


@problem_of.register(SuspiciousOperation)
@problem_of.register(UnreadablePostError)
def _suspicious(error: Exception) -> Problem:
    return Problem(400, "bad_request", _("The request could not be read."))


@problem_of.register
def _busy(error: OperationalError) -> Problem:
    # a lock that was not given in time, or a database that is away: nothing was done, so trying again is safe
    log.warning("api.busy", exc_info=error)
    headers = {"Retry-After": str(BUSY_RETRY_SECONDS)}
    return Problem(503, "busy", _("It is busy; nothing was changed. Try again in a moment."), headers=headers)


@problem_of.register(DataError)
@problem_of.register(OverflowError)
def _out_of_range(error: Exception) -> Problem:
    return Problem(400, "out_of_range", _("A value is larger than can be kept."))


@problem_of.register
def _conflict(error: IntegrityError) -> Problem:
    # a constraint of the database stood behind a rule that two requests passed at the same moment
    log.warning("api.conflict", exc_info=error)
    return Problem(409, "conflict", _("This collides with what somebody else did at the same moment. Look again."))


@problem_of.register
def _bad_fields(error: exceptions.ValidationError) -> Problem:
    return _invalid(tuple(_faults(error.detail, "#")))


@problem_of.register
def _throttled(error: exceptions.Throttled) -> Problem:
    headers = {"Retry-After": str(max(1, math.ceil(getattr(error, "wait", None) or 1)))}
    return Problem(429, "too_many_requests", _("Too many requests; wait a moment."), headers=headers)


@problem_of.register
def _of_the_framework(error: exceptions.APIException) -> Problem:
    code = error.get_codes()
    header = getattr(error, "auth_header", None)
    headers = {"WWW-Authenticate": header} if header else {}
    return Problem(error.status_code, code if isinstance(code, str) else "error", str(error.detail), headers=headers)


def _invalid(errors: tuple[Found, ...]) -> Problem:
    sentence = errors[0].detail if len(errors) == 1 else _("Several parts of the request are not valid; see `errors`.")
    return Problem(400, "invalid_input", sentence, errors)


def _faults(detail: Any, location: str) -> Iterator[Found]:
    """Walk the nested errors of a serializer; each leaf becomes one fault with its JSON pointer."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            here = name == "non_field_errors"
            yield from _faults(inner, location if here else f"{location}/{pointer_part(name)}")
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            leaf = isinstance(inner, exceptions.ErrorDetail)
            yield from _faults(inner, location if leaf else f"{location}/{index}")
    else:
        yield Found("body", location, getattr(detail, "code", "invalid"), str(detail))


def pointer_part(name: object) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return str(name).replace("~", "~0").replace("/", "~1")
