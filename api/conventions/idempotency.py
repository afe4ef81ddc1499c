"""`Idempotency-Key`: the same POST twice has its effect once, and gets the same reply twice.

The key is claimed first, in the transaction of the deed: a simultaneous duplicate waits for the first one and then gets
its reply. Deed and reply are committed together, so a crash leaves both or neither. A deed that the rules refused is
undone and its reply kept as well; what never reached the rules (400, 404, 412, 415, 428), who-are-you (401), too-many
(429) and our own faults (5xx) are not kept, so that the client can try again with the same key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.authentication import access_of
from api.conventions.problems import Found, Problem, Wrong, invalid
from catalogue.deeds import unit_of_work
from portal.people import replies

KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_REFUSALS = frozenset({403, 409})
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
TRIES = 3

Handler = Callable[[], Any]
OnError = Callable[[Exception], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request with a key: who asks, under which key, and what exactly."""

    client: str
    key: str
    fingerprint: str


class Undone(Exception):
    """The deed was refused: its transaction is left, and its reply kept in the next one."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.response = response


def once(request: Request, handler: Handler, on_error: OnError) -> Any:
    """The reply of the handler, or the reply that this key got before.

    400 for a key that is no key, 422 `key_reused` when it came with another request, 409 `in_progress` when the first
    request with it does not end in time.
    """
    key = request.headers.get("Idempotency-Key")
    access = access_of(request)
    if key is None or access is None:
        return handler()
    if not KEY.fullmatch(key):
        message = _("1 to 255 visible ASCII characters are expected.")
        raise invalid(Found("header", "Idempotency-Key", "not_a_key", message))
    asked = Asked(access.client, key, fingerprint(request))
    for _try in range(TRIES):
        try:
            return _first(asked, handler, on_error)
        except Undone as undone:
            return _keep_refusal(asked, undone.response)
        except replies.KeyTaken:
            if (before := _again(asked)) is not None:
                return before
    raise _in_progress()


def fingerprint(request: Request) -> str:
    """What the request asked: method, path, query and body; of a form its fields and the content of its files."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not (request.content_type or "").startswith("multipart/"):
        digest.update(request._request.body)
        return digest.hexdigest()
    form: Any = request.data
    for name, values in sorted(form.lists()):
        for value in values:
            digest.update(f"\n{name}\n".encode(errors="replace"))
            if hasattr(value, "chunks"):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(str(value).encode(errors="replace"))
    return digest.hexdigest()


def _first(asked: Asked, handler: Handler, on_error: OnError) -> Any:
    """Claim the key, do the deed and keep its reply, in one transaction."""
    with unit_of_work():
        try:
            mine = replies.claim(asked.client, asked.key, asked.fingerprint)
        except OperationalError as error:
            raise _in_progress() from error
        try:
            response = handler()
        except Exception as error:
            raise Undone(on_error(error)) from error
        replies.keep(mine, _kept(response))
    return response


def _keep_refusal(asked: Asked, response: Any) -> Any:
    """Keep the refusal of a deed that was undone; when the same key had its effect in between, that reply counts."""
    if response.status_code not in KEPT_REFUSALS:
        return response
    try:
        with unit_of_work():
            replies.keep(replies.claim(asked.client, asked.key, asked.fingerprint), _kept(response))
    except replies.KeyTaken:
        return _again(asked) or response
    return response


def _again(asked: Asked) -> HttpResponse | None:
    """The reply that the key got before; nothing when it is forgotten."""
    try:
        before = replies.earlier(asked.client, asked.key, asked.fingerprint)
    except replies.KeyReused as error:
        sentence = _("This key was used for another request. Use a new key.")
        raise Wrong(Problem(422, "key_reused", sentence)) from error
    if before is None:
        return None
    headers = before.headers | {"Idempotency-Replayed": "true"}
    return HttpResponse(before.body, status=before.status, headers=headers)


def _in_progress() -> Wrong:
    return Wrong(Problem(409, "in_progress", _("The first request with this key is still running. Ask again later.")))


def _kept(response: Any) -> replies.Reply:
    """What has to come again: the status, a few headers and the body as it was sent."""
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    if isinstance(response, Response):
        headers["Content-Type"] = response.content_type or "application/json"
        return replies.Reply(response.status_code, JSONRenderer().render(response.data).decode(), headers)
    return replies.Reply(response.status_code, response.content.decode(), headers)
