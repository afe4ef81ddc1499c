"""Knocking at a door: one request by one account, told as a status; whatever it did is undone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client

from tests.cast import Town
from tests.house.rounds import PUBLIC, a_file
from tests.photographs import upload


@dataclass(frozen=True)
class Knock:
    """One request at a door: the address as it is called, the method and what is sent."""

    address: str
    method: str
    body: dict[str, Any]

    @property
    def is_api(self) -> bool:
        return self.address.startswith("api/")


def address_of(pattern: str, values: dict[str, Any]) -> str:
    """`bookings/<uuid:pk>` with the id of a thing."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), pattern)


class Visitor:
    """An account, with a browser in which it is signed in and a token of its own; the public has neither."""

    def __init__(self, town: Town, who: str) -> None:
        self.browser, self.program = Client(), Client()
        self.headers: dict[str, str] = {}
        if who != PUBLIC:
            self.browser.force_login(town.membership[who].user)
            self.headers = {"Authorization": f"Bearer {town.token(who)}"}

    def knocks(self, knock: Knock) -> int:
        """The status of the answer; whatever it did is undone."""
        with transaction.atomic():
            status = self._api(knock) if knock.is_api else self._page(knock)
            transaction.set_rollback(True)
        return status

    def _api(self, knock: Knock) -> int:
        send, headers = getattr(self.program, knock.method), self.headers | {"If-Match": "*"}
        if knock.method not in ("post", "patch"):
            return int(send(f"/{knock.address}", headers=headers).status_code)
        if "file" in knock.body:
            body = knock.body | {"file": upload() if "alt" in knock.body else a_file()}
            return int(send(f"/{knock.address}", body, headers=headers).status_code)
        body = json.dumps(knock.body, default=str)
        answer = send(f"/{knock.address}", body, content_type="application/json", headers=headers)
        return int(answer.status_code)

    def _page(self, knock: Knock) -> int:
        """A redirect to the sign-in page is told as 401, whatever it looks like to a browser."""
        body = knock.body | ({"file": a_file()} if "file" in knock.body else {})
        answer = getattr(self.browser, knock.method)(f"/{knock.address}", body)
        to = answer.headers.get("Location", "")
        return 401 if "/accounts/login" in to or "/accounts/reauthenticate" in to else int(answer.status_code)
