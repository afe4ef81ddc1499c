"""Lists in pages: a number in the address, and a page that exists whatever number somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue.offers.search import Found

Rows = QuerySet[Any] | Found | Sequence[Any]


def page_of(request: HttpRequest, rows: Rows, *, size: int = 24, total: int | None = None) -> Page[Any]:
    """The page that `?page=` asks for; the first or last one when it asks for another."""
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.__dict__["count"] = total  # a cached property: known already, so it is not asked again
    return paginator.get_page(request.GET.get("page"))
