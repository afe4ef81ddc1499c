"""Reading measures: which there are, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import history_of
from portal.funding.models import Measure


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """The measures of the own municipality, by theme in its order, then as they were written down."""
    rows = Measure.objects.select_related("programme", "municipality", "theme")
    rows = rows.order_by("programme", "theme__position", "created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a measure or a move to another phase: `fields` are what it was and what it became, by name."""

    event: str
    at: datetime
    by: str
    because: str
    fields: tuple[tuple[str, Any, Any], ...]
    line: JournalLine


def changes_of(measure: Measure) -> list[Change]:
    """Everything that happened to a measure that the caller got by `measures_visible_to`, oldest first."""
    return list(_changes(history_of(measure.pk)))


def _changes(lines: Iterable[JournalLine]) -> Iterable[Change]:
    for line in lines:
        before, after = line.data.get("before", {}), line.data.get("after", {})
        fields = tuple((name, before.get(name), value) for name, value in after.items())
        yield Change(line.event, line.at, line.actor or line.role, line.because, fields, line)
