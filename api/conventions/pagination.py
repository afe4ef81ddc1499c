"""Lists come in pages: `page` and `pageSize`, with the count and the addresses of the neighbours."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from api.conventions.problems import Found, invalid

KEYS = frozenset({"page", "pageSize"})
DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE = 25, 100, 1_000_000


class Pages(BasePagination):
    """25 rows unless asked otherwise, at most 100; a page that is no number is 400, one that is not there 404."""

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None, count: int | None = None
    ) -> list[Any]:
        """The rows of the page; `count` when the caller knows it already, which saves a statement."""
        self.request = request
        self.number = whole(request, "page", 1, LAST_PAGE)
        self.size = whole(request, "pageSize", DEFAULT_SIZE, LARGEST_SIZE)
        self.count = queryset.count() if count is None else count
        start = (self.number - 1) * self.size
        if start and start >= self.count:
            raise Http404
        return list(queryset[start : start + self.size])

    def get_paginated_response(self, data: Any) -> Response:
        """The page with its neighbours."""
        return Response(self.envelope(data))

    def envelope(self, data: Any) -> dict[str, Any]:
        """`count, next, previous, results`."""
        here = self.request.build_absolute_uri()
        first, last = self.number == 1, self.number * self.size >= self.count
        before = (
            replace_query_param(here, "page", self.number - 1) if self.number > 2 else remove_query_param(here, "page")
        )
        return {
            "count": self.count,
            "next": None if last else replace_query_param(here, "page", self.number + 1),
            "previous": None if first else before,
            "results": data,
        }

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope of a list of `schema`, for the description of the API."""
        address = {"type": ["string", "null"], "format": "uri"}
        properties = {"count": {"type": "integer"}, "next": address, "previous": address, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}


def in_one_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows in their order with the id as the last word: where two are alike, no page shows one of them twice."""
    asked: Any = rows.query
    by = asked.order_by or (asked.get_meta().ordering if asked.default_ordering else ())
    if asked.combinator or (by and str(by[-1]).lstrip("-") in ("pk", "id")):
        return rows
    return rows.order_by(*by, "pk")


def whole(request: Request, key: str, default: int, most: int) -> int:
    """A query key that is a number from 1 to `most`, or its default; anything else is 400 with the key named."""
    values = request.query_params.getlist(key)
    if not values:
        return default
    if re.fullmatch(r"[0-9]{1,9}", values[0], re.ASCII) and 1 <= int(values[0]) <= most:
        return int(values[0])
    raise invalid(Found("query", key, "out_of_range", _("A whole number from 1 to %d is expected.") % most))


def parameters() -> list[dict[str, Any]]:
    """Both keys with their bounds, for the schema."""
    return [
        _parameter("page", "The page, counted from 1.", 1, LAST_PAGE),
        _parameter("pageSize", "How many rows a page has.", DEFAULT_SIZE, LARGEST_SIZE),
    ]


def _parameter(name: str, description: str, default: int, most: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
