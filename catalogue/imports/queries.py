"""Which imports an actor sees, and what became of their rows."""

from __future__ import annotations

from django.db.models import Case, Count, Q, QuerySet, Value, When

from catalogue.actor import Actor
from catalogue.imports import states
from catalogue.imports.models import Import, ImportRow
from catalogue.organisations.states import WRITES
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes


def visible_to(actor: Actor) -> QuerySet[Import]:
    """A provider sees its own imports, a municipality those that it did for several providers; newest first."""
    rows = Import.objects.select_related("programme", "provider").order_by("-created_at", "pk")
    if actor.provider:
        return rows.filter(provider=actor.provider)
    if actor.municipality:
        return rows.filter(provider__isnull=True, municipality=actor.municipality)
    return rows.none()


def rows_of(batch: Import) -> QuerySet[ImportRow]:
    """The rows of an import that the caller got by `visible_to`, in the order of the file."""
    return ImportRow.objects.filter(batch=batch).select_related("provider").order_by("number")


def rows_that(batch: Import, came_to: str) -> QuerySet[ImportRow]:
    """The rows that came to one thing (a word of `counted`; every row for another word), what went wrong first."""
    wrong = Q(verdict="refused") | Q(outcome="not_done") | Q(reversal="left")
    rows = rows_of(batch).select_related("provider", "offer")
    for field, words in (("verdict", states.VERDICTS), ("outcome", states.OUTCOMES), ("reversal", states.REVERSALS)):
        if came_to in dict(words):
            rows = rows.filter(**{field: came_to})
    return rows.annotate(place=Case(When(wrong, Value(0)), default=Value(1))).order_by("place", "number")


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """The programmes that the actor may bring offers into: newest first."""
    if actor.provider:
        there = Q(municipality__admissions__provider=actor.provider, municipality__admissions__status__in=WRITES)
        return programmes().filter(there).order_by("-starts_on", "name")
    return programmes().filter(municipality=actor.municipality).order_by("-starts_on", "name")


def counted(batch: Import) -> dict[str, int]:
    """How many rows came to what: by verdict, by outcome (`done`, `not_done`), by reversal. One statement."""
    found: dict[str, int] = {}
    rows = ImportRow.objects.filter(batch=batch).order_by()
    grouped = rows.values_list("verdict", "outcome", "reversal").annotate(number=Count("pk"))
    for verdict, outcome, reversal, number in grouped:
        for word in filter(None, (verdict, outcome, reversal)):
            found[word] = found.get(word, 0) + number
    return found
