"""Doing a deed from a page: once, however often the button is pressed, and with a plain answer when it is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from catalogue.deeds import unit_of_work
from catalogue.errors import Fault, Forbidden, Invalid, Refused
from frontend.access import status_of
from portal.people import replies
from portal.people.actors import acting

TRIES = 3
UNSIGNED = frozenset({"csrfmiddlewaretoken", "once"})


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence, and where to go now. `results` are the lines of a deed on many things."""

    address: str
    sentence: str
    results: tuple[tuple[bool, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the rules said: the status of the answer, their sentence, the fields that are wrong, and their code."""

    status: int
    sentence: str
    faults: tuple[Fault, ...] = ()
    code: str = ""


def attempt(request: HttpRequest, deed: Callable[[], Done]) -> HttpResponseRedirect | Refusal:
    """Do the deed of this form once and go on; or say what the rules said, for the page to show beside the form.

    The form carries a number of its own (`{% once %}`): the same form sent twice, at the same moment too, does the deed
    once and shows the same result. A refusal is not kept, so that trying again later is possible. `Forbidden` goes on
    to the page of refusals.
    """
    try:
        reply = _once(acting(request).person, *_identity(request), deed)
    except Forbidden:
        raise
    except Invalid as error:
        return Refusal(400, str(error), error.faults)
    except Refused as error:
        return Refusal(status_of(error), str(error), code=error.code)
    for good, sentence in json.loads(reply.body):
        (messages.success if good else messages.error)(request, sentence)
    answer = HttpResponseRedirect(reply.headers["Location"])
    answer.status_code = 303
    return answer


def _once(client: str, key: str, fingerprint: str, deed: Callable[[], Done]) -> replies.Reply:
    """The deed and what was answered are kept in one transaction; who comes second gets the answer of the first."""
    for _try in range(TRIES):
        try:
            with unit_of_work():
                mine = replies.claim(client, key, fingerprint)
                reply = _reply(deed())
                replies.keep(mine, reply)
                return reply
        except replies.KeyTaken:
            if kept := replies.earlier(client, key, fingerprint):
                return kept
    raise Refused("in_progress", _("This is being done already. Wait a moment and reload the page."))


def _reply(done: Done) -> replies.Reply:
    lines = [(True, str(done.sentence))] if done.sentence else []
    lines += [(good, str(sentence)) for good, sentence in done.results]
    return replies.Reply(303, json.dumps(lines), {"Location": done.address})


def _identity(request: HttpRequest) -> tuple[str, str]:
    """The key and the fingerprint of a form: its own number, where it goes, and everything that was filled in."""
    filled = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in UNSIGNED)
    filled += sorted(
        (name, [f"{file.name} {file.size}" for file in request.FILES.getlist(name)]) for name in request.FILES
    )
    fingerprint = hashlib.sha256(json.dumps([request.path, filled]).encode()).hexdigest()
    number = request.POST.get("once") or str(uuid4())
    return f"page {hashlib.sha256((number + fingerprint).encode()).hexdigest()}", fingerprint
