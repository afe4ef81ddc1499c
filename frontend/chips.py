"""Filters of a list: links with a count of which one is chosen, and the words that somebody searches for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

Stages = Mapping[str, tuple[str | Promise, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its value in the address, its words, how many it leaves, and whether it is chosen."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


def words_asked(request: HttpRequest) -> str:
    """What `?q=` asks for: at most a hundred characters, without the NUL that no database can compare with."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def by_status(rows: QuerySet[Any], stages: Stages, asked: str) -> tuple[QuerySet[Any], list[Chip]]:
    """The rows of the asked stage and every chip with its count; one statement for the counts.

    `stages` maps a value to its words and its statuses; no statuses means all. The first stage is chosen when the
    address asks for none that exists.
    """
    counted = rows.order_by().prefetch_related(None).select_related(None).values_list("status")
    counts: dict[str, int] = dict(counted.annotate(number=Count("pk")))
    chosen = asked if asked in stages else next(iter(stages))
    chips = [
        Chip(value, label, sum(counts.get(each, 0) for each in statuses or counts), value == chosen)
        for value, (label, statuses) in stages.items()
    ]
    statuses = stages[chosen][1]
    return (rows.filter(status__in=statuses) if statuses else rows), chips
