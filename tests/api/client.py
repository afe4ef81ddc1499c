"""A program that talks to the API, as short as the tests can be: `Api(town, "coordinator").post("bookings", {...})`."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from tests.cast import Town

BASE = "/api/v1/"


class Api:
    """One client with the token of a member, or of nobody."""

    def __init__(self, town: Town | None = None, who: str = "", scopes: list[str] | None = None) -> None:
        token = town.token(who, scopes) if town and who else ""
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client()

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(BASE + path, query or {}, headers=self._with(headers))

    def post(self, path: str, body: Any = None, *, raw: bytes | str | None = None, **headers: str) -> Any:
        return self._send("post", path, body, raw, headers)

    def patch(self, path: str, body: Any = None, *, raw: bytes | str | None = None, **headers: str) -> Any:
        return self._send("patch", path, body, raw, headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(BASE + path, headers=self._with(headers))

    def upload(self, path: str, **fields: Any) -> Any:
        return self.client.post(BASE + path, fields, headers=self._with({}))

    def _send(self, method: str, path: str, body: Any, raw: bytes | str | None, headers: dict[str, str]) -> Any:
        content = json.dumps({} if body is None else body) if raw is None else raw
        content_type = headers.pop("content_type", "application/json")
        send = getattr(self.client, method)
        return send(BASE + path, content, content_type=content_type, headers=self._with(headers))

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        return self.headers | {name.replace("_", "-"): value for name, value in headers.items()}


def problem(response: Any, status: int, code: str | None = None) -> Any:
    """The problem in an answer, after checking that it is one in the agreed form."""
    assert response.status_code == status, (response.status_code, response.content[:500])
    assert response.headers["Content-Type"].startswith("application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    if code:
        assert body["code"] == code, body
    return body


def places(body: Any) -> set[str]:
    """Which parts of the request a problem names."""
    return {error["location"] for error in body.get("errors", [])}
