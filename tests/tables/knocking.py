"""The front doors of a deed: its call of the API, its form on a page, and where there is one the list of many."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalogue.actor import BOARD, MUNICIPAL_ROLES, PROVIDER_ROLES, SCHOOL_ROLES
from portal.people.actors import SESSION_KEY
from portal.people.rules import scopes_of
from tests.cast import Town

STATUSES = {"yes": 200, "not_found": 404, "wrong_role": 403, "conflict_of_interest": 403, "stale": 412}
INPUT = frozenset({"unknown", "held", "required", "four_eyes_named"})
DESKS = {"provider": PROVIDER_ROLES, "school": (*SCHOOL_ROLES, BOARD), "municipality": MUNICIPAL_ROLES}


@dataclass(frozen=True)
class Door:
    """Where a deed is asked for. `lets_in` says which roles the page or the scope lets in before any rule is asked.

    `makers` may do it at all, where the thing is only named among others: who may not is told so at once.
    `otherwise` says what the door answers where it knows more or less than the deed: a status by what the deed says.
    """

    deed: str
    address: str
    body: Any = field(default_factory=dict)
    method: str = "post"
    scope: str = ""
    roles: tuple[str, ...] = ()
    many: bool = False
    makers: tuple[str, ...] = ()
    otherwise: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_api(self) -> bool:
        return self.address.startswith("/api/")

    def lets_in(self, role: str) -> bool:
        if self.is_api:
            return self.scope in scopes_of(role)
        return role in (self.roles or DESKS[self.address.split("/")[1]])

    def status(self, role: str, outcome: str) -> int:
        """What this role is answered when the deed would say this."""
        if not role:
            return 401
        if not self.lets_in(role):
            return 403
        if outcome == "not_found" and self.makers:
            return 400 if role in self.makers else 403
        if outcome in self.otherwise:
            return self.otherwise[outcome]
        return STATUSES.get(outcome, 400 if outcome in INPUT else 409)


@dataclass(frozen=True)
class Answer:
    """The status (200 for all that worked, 401 for the sign-in page) and the code that the API gives."""

    status: int
    code: str = ""


class Visitor:
    """An account with a browser in which it acts in one membership, and a token of its own; nobody for the public."""

    def __init__(self, town: Town, who: str) -> None:
        self.browser, self.program, self.role = Client(), Client(), ""
        self.headers: dict[str, str] = {"If-Match": "*"}
        if who not in town.membership:
            return
        membership = town.membership[who]
        self.role = membership.role
        self.headers["Authorization"] = f"Bearer {town.token(who)}"
        self.browser.force_login(membership.user)
        session = self.browser.session
        session[SESSION_KEY] = str(membership.pk)
        session.save()

    def knocks(self, door: Door) -> Answer:
        """The answer at a door."""
        return self._api(door) if door.is_api else self._page(door)

    def _api(self, door: Door) -> Answer:
        send = getattr(self.program, door.method)
        if door.method in ("get", "delete"):
            answer = send(door.address, headers=self.headers)
        elif "file" in door.body:
            answer = send(door.address, _with_file(door.body), headers=self.headers)
        else:
            said = json.dumps(door.body, default=str)
            answer = send(door.address, said, content_type="application/json", headers=self.headers)
        if answer.status_code < 300:
            if not door.many:
                return Answer(200)
            row = answer.json()["results"][0]
            return Answer(row["status"], row["problem"]["code"] if row["problem"] else "")
        return Answer(answer.status_code, answer.json()["code"])

    def _page(self, door: Door) -> Answer:
        answer = getattr(self.browser, door.method)(door.address, _with_file(door.body))
        to = answer.headers.get("Location", "")
        if to.startswith("/accounts/"):
            return Answer(401)
        return Answer(200 if answer.status_code < 400 else answer.status_code)


def _with_file(body: Mapping[str, Any]) -> dict[str, Any]:
    return dict(body) | ({"file": SimpleUploadedFile("lijst.pdf", b"%PDF-1.7 list")} if "file" in body else {})
