"""The OpenAPI document follows from the resources themselves: their shapes, scopes, filters and preconditions.

Nothing is described twice. `Schema` reads one endpoint; `problems_and_headers` adds what all of them share.
"""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema

from api.conventions import pagination
from api.conventions.filters import parameter
from api.conventions.problems import MEDIA_TYPE, TITLES
from api.conventions.resources import JSON, Changing, Deed, Download, Resource

IF_MATCH = "The ETag that was read; 412 when the thing changed meanwhile."
KEY = "Makes the request safe to repeat: the same key gives the same reply and has its effect once (24 hours)."
HEADERS = {
    "API-Version": ("The version of the API, by semantic versioning.", {"type": "string", "example": "1.0.0"}),
    "Cache-Control": ("Whether the answer may be kept.", {"type": "string"}),
    "ETag": ("The version of the thing, for If-Match and If-None-Match.", {"type": "string"}),
    "Location": ("The address of the new thing.", {"type": "string", "format": "uri"}),
    "Idempotency-Replayed": ("`true` when this reply was given before.", {"type": "string"}),
    "Retry-After": ("How many seconds to wait.", {"type": "integer"}),
    "WWW-Authenticate": ("How to say who you are.", {"type": "string"}),
}
METHODS = ("get", "post", "patch", "delete")
FOUND = {
    "type": "object",
    "required": ["in", "location", "code", "detail"],
    "properties": {
        "in": {"type": "string", "enum": ["body", "query", "header", "path"]},
        "location": {"type": "string", "example": "#/lines/0/amount"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/InvalidPart"}},
    },
}


class Schema(AutoSchema):
    """How one endpoint is described."""

    view: Any

    def is_excluded(self) -> bool:
        """Only resources are described; the documents themselves are not."""
        return not isinstance(self.view, Resource)

    def get_tags(self) -> list[str]:
        """The first word of the path."""
        return [self._words()[0]]

    def get_operation_id(self) -> str:
        """Such as `listOffers`, `getOffer`, `postBookingsDeliveries`: unique by method and path."""
        listing = self.method == "GET" and self.view.paged and not self.path.endswith("}")
        verb = "list" if listing else self.method.lower()
        one = "One" if self.path.endswith("}") else ""
        return verb + one + "".join(part.capitalize() for word in self._words() for part in word.split("-"))

    def get_summary(self) -> str:
        """The first sentence of the resource's docstring."""
        return re.split(r"(?<=[.?])\s", self._about(), maxsplit=1)[0]

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own, without arguments
        """The resource's docstring, what this method does, and the scope that it needs."""
        handler = getattr(self.view, "do" if isinstance(self.view, Deed) else self.method.lower(), None)
        does = (getattr(handler, "__doc__", None) or "").strip()
        scope = self.view.scopes.get(self.method)
        return "\n\n".join(part for part in (self._about(), does, f"Scope: `{scope}`." if scope else "Public.") if part)

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A token with the scope, or nothing for what is public."""
        scope = self.view.scopes.get(self.method)
        return [{"token": [scope]}, {"session": [scope]}] if scope else [{}]

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """`OfferShape` is called `Offer` in the document."""
        return super().get_serializer_name(serializer, direction).removesuffix("Shape")

    def get_operation(self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any) -> Any:
        """The operation; with what stands beside the rows of a list, such as the facets of the catalogue."""
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        beside = getattr(self.view, "beside", None)
        if operation and beside and method.upper() == "GET":
            content = operation["responses"]["200"]["content"]["application/json"]
            content["schema"] = {"allOf": [content["schema"], {"type": "object", "properties": beside}]}
        return operation

    def get_override_parameters(self) -> list[Any]:
        """None: query keys and headers are added in `get_operation`, from the resource itself."""
        return []

    def _get_parameters(self) -> list[dict[str, Any]]:
        resolve: Any = self._resolve_path_parameters
        parameters: list[dict[str, Any]] = list(resolve(self._path_names()))
        if self.method == "GET":
            parameters += pagination.parameters() if self.view.paged else []
            kind = self.view.filters
            parameters += [parameter(name, one) for name, one in kind.base_filters.items()] if kind else []
        return parameters + [
            {"name": name, "in": "header", "required": required, "description": text, "schema": {"type": "string"}}
            for name, required, text in self._headers()
        ]

    def get_request_serializer(self) -> Any:
        """The shape of the body."""
        if self.method == "PATCH":
            return self.view.change
        body = getattr(self.view, "body", None) if self.method == "POST" else None
        many = getattr(self.view, "many", False)
        return body(many=True) if body and many else body

    def get_response_serializers(self) -> Any:
        """The shape of the answer, by status."""
        if isinstance(self.view, Download):
            pending = getattr(self.view, "pending", None)
            file: dict[Any, Any] = {(200, self.view.media_type): bytes}
            return file | ({(202, JSON): pending} if pending else {})
        if self.method == "DELETE":
            return {204: None}
        answer = getattr(self.view, "answer", self.view.shape)
        if self.method == "POST":
            return {getattr(self.view, "status", 201): answer}
        return {200: answer(many=True) if self.view.paged else answer}

    def _is_list_view(self, serializer: Any = None) -> bool:
        return bool(self.view.paged and self.method == "GET")

    def _get_paginator(self) -> Any:
        return pagination.Pages() if self.view.paged else None

    def _words(self) -> list[str]:
        """The words of the path; of `{id}.pdf` the ending."""
        words = (word.rpartition("}")[2].lstrip(".") for word in self.path.strip("/").split("/"))
        return [word for word in words if word][2:]

    def _about(self) -> str:
        return " ".join((type(self.view).__doc__ or "").split())

    def _path_names(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    def _headers(self) -> list[tuple[str, bool, str]]:
        found = [("Accept-Language", False, "`nl` or `en`: the language of sentences.")]
        if self.method == "GET" and self.path.endswith("}"):
            found.append(("If-None-Match", False, "The ETag that was read; 304 when nothing changed."))
        if self.method == "POST":
            found.append(("Idempotency-Key", False, KEY))
        if isinstance(self.view, Changing | Deed) and self.method in ("PATCH", "POST"):
            found.append(("If-Match", self.method == "PATCH" or getattr(self.view, "money", False), IF_MATCH))
        return found


def problems_and_headers(result: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Add to every operation the problems it can answer with, and to every answer its headers."""
    components = result.setdefault("components", {})
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of a membership, with scopes."},
        "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "A browser, with CSRF."},
    }
    components.setdefault("schemas", {}).update({"Problem": PROBLEM, "InvalidPart": FOUND})
    components["headers"] = {name: {"description": text, "schema": schema} for name, (text, schema) in HEADERS.items()}
    components["responses"] = {f"Problem{status}": _problem(status) for status in (*TITLES, 304) if status != 422}
    components["responses"]["Problem422"] = _problem(422)
    for path, methods in result["paths"].items():
        for method in METHODS:
            if operation := methods.get(method):
                _complete(operation, path, method, has_address=f"{path}/{{id}}" in result["paths"])
    return result


def _complete(operation: dict[str, Any], path: str, method: str, *, has_address: bool) -> None:
    single = path.endswith("}")
    for response in operation["responses"].values():
        names = ["API-Version", "Cache-Control"]
        if method in ("post", "patch") or single:
            names.append("ETag")
        if method == "post":
            names += ["Idempotency-Replayed", "Location"] if has_address else ["Idempotency-Replayed"]
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    public = operation.get("security") == [{}]
    statuses = {400, 404, 405, 406, 429, 500, 503} | (set() if public else {401, 403})
    statuses |= {304} if method == "get" and single else set()
    statuses |= {409, 412, 413, 415, 422} if method in ("post", "patch") else set()
    needs_tag = any(each["name"] == "If-Match" and each["required"] for each in operation.get("parameters", ()))
    statuses |= {428} if needs_tag else set()
    for status in sorted(statuses):
        operation["responses"].setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})


def _problem(status: int) -> dict[str, Any]:
    names = ["API-Version", "Cache-Control"]
    names += {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"], 304: ["ETag"]}.get(status, [])
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if status == 304:
        return {"description": "Not changed since it was read", "headers": headers}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": str(TITLES[status]), "headers": headers, "content": content}
