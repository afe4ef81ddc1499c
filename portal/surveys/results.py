"""What came out of a survey: the ten topics named most, and by whom, as far as nobody can be recognised in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Sum

from catalogue.actor import Actor
from catalogue.offers.models import Listing
from catalogue.programmes.models import Programme
from catalogue.vocabulary import Word
from portal.surveys import rules, vocabulary
from portal.surveys.models import Response, Survey, TallyLine, Topic
from portal.surveys.queries import visible_to

TOP = 10
Cells = dict[str, dict[UUID, int]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic with its place: by how many people it was named, and how many per hundred of all."""

    topic: Topic
    people: int
    share: int
    has_offer: bool


@dataclass(frozen=True, slots=True)
class Split:
    """The top ten per group; `None` is a count that is not shown. `sizes` is how many of each group answered."""

    groups: Sequence[Word]
    sizes: Sequence[int]
    rows: Sequence[tuple[Topic, Sequence[int | None]]]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that may be shown. Below the smallest count `people` is 0 and there is nothing in it."""

    people: int = 0
    top: Sequence[Ranked] = ()
    hidden: int = 0
    by_age: Split | None = None
    by_school: Split | None = None
    scale: Decimal | None = None
    scale_people: int = 0
    words: Sequence[str] = field(default=())


def results_of(actor: Actor, survey: Survey) -> Results | None:
    """The results that this actor may see; `None` as long as the survey is not closed, or not theirs to see.

    Words are for the municipality only. The number of statements does not depend on how many answered.
    """
    if not rules.may_see_results(actor, survey):
        return None
    answered = survey.responses.count()
    tallied = survey.tallies.aggregate(all=Sum("people"))["all"] or 0
    if answered + tallied < survey.smallest:
        return Results()
    top, hidden = _top(survey, answered + tallied)
    topics = [each.topic for each in top]
    scale, rated = _scale(survey)
    own = actor.municipality == survey.municipality_id and answered >= survey.smallest
    words = sorted(survey.responses.exclude(words="").values_list("words", flat=True)) if own else []
    return Results(
        people=answered + tallied, top=top, hidden=hidden, scale=scale, scale_people=rated, words=words,
        by_age=_split(survey, "age_group", vocabulary.age_groups(), topics, answered),
        by_school=_split(survey, "school_kind", vocabulary.school_kinds(), topics, answered),
    )  # fmt: skip


def without_offer(actor: Actor, survey: Survey) -> list[Ranked]:
    """The topics of the top ten for which there is no offer: not linked to one, nor to a theme that has one."""
    results = results_of(actor, survey)
    return [each for each in results.top if not each.has_offer] if results else []


def topics_without_offer(actor: Actor, programme: Programme) -> list[Ranked]:
    """Those of the newest closed survey of each kind in a programme. Statements do not grow with the answers."""
    closed = visible_to(actor).filter(programme=programme, municipality=actor.municipality, status="closed")
    newest = {survey.kind: survey for survey in reversed(closed)}
    return [each for survey in newest.values() for each in without_offer(actor, survey)]


def _top(survey: Survey, people: int) -> tuple[list[Ranked], int]:
    topics = list(survey.topics.select_related("theme").prefetch_related("offers"))
    counts = {topic.pk: 0 for topic in topics}
    for pk, number in survey.topics.order_by().annotate(n=Count("responses")).values_list("pk", "n"):
        counts[pk] += number
    lines = TallyLine.objects.filter(tally__survey=survey).values_list("topic").annotate(n=Sum("people"))
    for pk, number in lines:
        counts[pk] += number
    offers, themes = _on_offer(survey)
    ranked = [
        Ranked(topic, counts[topic.pk], _percent(counts[topic.pk], people), _answered(topic, offers, themes))
        for topic in sorted(topics, key=lambda topic: (-counts[topic.pk], topic.position))
        if counts[topic.pk] >= survey.smallest
    ]
    return ranked[:TOP], sum(count < survey.smallest for count in counts.values())


def _on_offer(survey: Survey) -> tuple[set[UUID], set[UUID]]:
    rows = Listing.objects.filter(offer__programme=survey.programme_id).order_by()
    found = list(rows.values_list("offer", "offer__revision__themes"))
    return {offer for offer, _theme in found}, {theme for _offer, theme in found if theme}


def _answered(topic: Topic, offers: set[UUID], themes: set[UUID]) -> bool:
    return any(offer.pk in offers for offer in topic.offers.all()) or topic.theme_id in themes


def _split(survey: Survey, by: str, groups: Sequence[Word], topics: Sequence[Topic], answered: int) -> Split | None:
    """The table of one split; `None` when no group is large enough to be shown."""
    sizes = dict(survey.responses.order_by().values_list(by).annotate(n=Count("pk")))  # a group of nobody hides nobody
    shown = rules.showable(sizes, survey.smallest) - {""}
    columns = [group for group in groups if group.code in shown]
    if not columns or sum(sizes.values()) != answered:
        return None
    counts: Cells = {code: {} for code in sizes}
    cells = Response.objects.filter(survey=survey).order_by().values_list(by, "topics").annotate(n=Count("pk"))
    for code, topic, number in cells:
        counts[code][topic] = number
    away = set(sizes) - shown
    rows = []
    for topic in topics:
        row = {code: counts[code].get(topic.pk, 0) for code in sizes}
        seen = rules.showable(row, survey.smallest, away)
        rows.append((topic, [row[each.code] if each.code in seen else None for each in columns]))
    return Split(columns, [sizes[each.code] for each in columns], rows)


def _scale(survey: Survey) -> tuple[Decimal | None, int]:
    rated = survey.responses.exclude(scale=None).aggregate(sum=Sum("scale"), n=Count("pk"))
    if not survey.scale_question or rated["n"] < survey.smallest:
        return None, 0
    tenths = (20 * rated["sum"] + rated["n"]) // (2 * rated["n"])
    return Decimal(tenths).scaleb(-1), rated["n"]


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)
