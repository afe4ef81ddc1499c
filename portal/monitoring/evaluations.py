"""Which evaluations an actor sees, which are still to be given, and what schools say of an offer together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.programmes.queries import number
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.monitoring.models import Evaluation
from portal.monitoring.questions import fewest_schools


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a school that the municipality let; `school` is empty when it did not want its name there."""

    words: str
    school: str


@dataclass(frozen=True, slots=True)
class Said:
    """What schools say of one offer: how many, their average mark, how many percent would choose it again."""

    schools: int
    mark: Decimal
    again_percent: int
    marks: dict[str, Decimal]
    quotes: tuple[Quote, ...]


def visible_to(actor: Actor) -> QuerySet[Evaluation]:
    """A school or board its own; the municipality all; a provider those of its offers of which the words are shown."""
    rows = Evaluation.objects.select_related(
        "school", "offer__revision", "offer__provider", "offer__programme", "booking__school", "booking__offer"
    )
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
    if actor.provider:
        return rows.filter(offer__provider_id=actor.provider, status="published", named=True)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def to_evaluate(actor: Actor) -> QuerySet[Booking]:
    """What the school got lately (`evaluation.asked.days`) and said nothing about yet, the oldest first."""
    days = int(number("evaluation.asked.days", timezone.localdate()))
    rows = bookings.visible_to(actor).filter(status="accepted", evaluation__isnull=True)
    return rows.filter(delivered_at__gte=timezone.now() - timedelta(days=days)).order_by("delivered_at")


def to_moderate(actor: Actor) -> QuerySet[Evaluation]:
    """Evaluations with words that nobody of the municipality looked at, the oldest first."""
    return visible_to(actor).filter(status="given").exclude(words="").order_by("created_at")


def said_of(offers: Collection[UUID]) -> dict[UUID, Said]:
    """What schools say, of each of these offers of which enough schools said something (`questions.toml`).

    With fewer schools anybody could tell who said what, so nothing is shown at all. One statement.
    """
    if not offers:
        return {}
    rows: defaultdict[UUID, list[Evaluation]] = defaultdict(list)
    for each in Evaluation.objects.filter(offer__in=offers).select_related("school").order_by("-created_at"):
        rows[each.offer_id].append(each)
    fewest = fewest_schools()
    enough = {offer: found for offer, found in rows.items() if len({each.school_id for each in found}) >= fewest}
    return {offer: _said(found) for offer, found in enough.items()}


def _said(found: list[Evaluation]) -> Said:
    by_question: defaultdict[str, list[int]] = defaultdict(list)
    for each in found:
        for code, mark in each.answers.items():
            by_question[code].append(mark)
    quotes = [
        Quote(each.words, each.school.name if each.named else "")
        for each in found
        if each.status == "published" and each.words
    ]
    return Said(
        schools=len({each.school_id for each in found}),
        mark=average(mark for each in found for mark in each.marks),
        again_percent=(200 * sum(each.again for each in found) + len(found)) // (2 * len(found)),
        marks={code: average(marks) for code, marks in by_question.items()},
        quotes=tuple(quotes),
    )


def average(numbers: Iterable[int]) -> Decimal:
    """With one decimal, half up."""
    found = list(numbers)
    return Decimal((20 * sum(found) + len(found)) // (2 * len(found))).scaleb(-1)
