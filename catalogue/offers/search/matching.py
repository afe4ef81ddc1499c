"""Which listings meet the criteria, and how well: the conditions, each an indexed subquery of its own."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from math import cos, radians
from operator import add, or_
from typing import Any

from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from catalogue.offers.filing import ALWAYS
from catalogue.offers.models import Facet, Filing, Form, Listing, Mention, Session
from catalogue.offers.search.criteria import Criteria, Near
from catalogue.offers.words import after, asked, first_form, forms

KM_PER_DEGREE = 111.195  # of latitude, and of longitude at the equator
# a limit that is never reached: it keeps the few words that are meant together, to be looked up first
ALL = 1_000_000_000
SHORTEST_BEGINNING, SHORTEST_BEGUN = 4, 2  # letters that may begin a word: any word asked for, and the last one


def matching(criteria: Criteria, without: str = "") -> QuerySet[Listing]:
    """The listings that meet the criteria, but for one dimension (or `distance`).

    What is filed and what is mentioned is intersected, so that each is read once. As conditions beside each other
    PostgreSQL thought them rare, and looked every listing up again for each: seconds for two words and three filters.
    """
    rows = Listing.objects.all()
    chosen = [_filed(name, values) for name, values in criteria.chosen.items() if values and name != without]
    found = [*chosen, *(_mentioning(means) for means in _meant(asked(criteria.q)))]
    if found:
        rows = rows.filter(pk__in=found[0].intersection(*found[1:]) if len(found) > 1 else found[0])
    if criteria.price_max is not None:
        rows = rows.filter(price__lte=criteria.price_max)
    if criteria.starts_after or criteria.starts_before:
        rows = rows.filter(_within(criteria.starts_after, criteria.starts_before))
    if criteria.near and criteria.distance_max is not None and without != "distance":
        rows = within(rows, criteria.near, criteria.distance_max)
    return rows


def narrows(criteria: Criteria, without: str = "") -> bool:
    """Whether anything narrows the list, but for one dimension."""
    chosen = any(values for dimension, values in criteria.chosen.items() if dimension != without)
    far = criteria.near and criteria.distance_max is not None and without != "distance"
    period = criteria.starts_after or criteria.starts_before
    return bool(chosen or far or period or criteria.price_max is not None or asked(criteria.q))


def _filed(dimension: str, values: tuple[str, ...]) -> QuerySet[Any, Any]:
    good = (*values, ALWAYS) if dimension == "month" else values
    facets = Facet.objects.filter(dimension=dimension, value__in=good)
    return Filing.objects.filter(facet__in=facets.values("pk")).order_by().values("listing")


# --- words ---


def _means(word: str, *, last: bool) -> Q:
    """The forms that are meant by a word that was asked for: its own, as a part too, or begun by it."""
    found = Q(form__in=sorted(forms(word)))
    least = SHORTEST_BEGUN if last else SHORTEST_BEGINNING
    if len(word) >= least and not word.isdigit():
        found |= Q(form__gte=word, form__lt=after(word))
    return found


def _mentioning(means: Q) -> QuerySet[Any, Any]:
    return Mention.objects.filter(word__in=_words(means)).order_by().values("listing")


def _words(means: Q) -> QuerySet[Form, Any]:
    return Form.objects.filter(means).values("word")[:ALL]


def _meant(words: list[str]) -> list[Q]:
    return [_means(word, last=word == words[-1]) for word in words]


def ranked(criteria: Criteria) -> QuerySet[Mention, Any]:
    """Per listing that meets the criteria its `score`: how well it answers the words that were asked for.

    Per word it is the weight of where it stands, doubled for that very word; a phrase that stands so in title or
    summary counts as one word more in the title.
    """
    rows = scored(criteria.q).filter(**{f"word_{place}__gt": 0 for place, _word in enumerate(asked(criteria.q))})
    others = criteria.but(q="")
    return rows.filter(listing__in=matching(others)) if narrows(others) else rows


def scored(q: str) -> QuerySet[Mention, Any]:
    """The same for every listing that mentions one of the words, with the part of each word as `word_0`, …"""
    words = asked(q)
    meant = _meant(words)
    parts = {f"word_{place}": _best(word, means) for place, (word, means) in enumerate(zip(words, meant, strict=True))}
    rows = Mention.objects.filter(word__in=_words(reduce(or_, meant))).values("listing").annotate(**parts)
    phrase = f" {' '.join(first_form(word) for word in words)} "
    whole = Max(Case(When(listing__stems__contains=phrase, then=Value(16)), default=Value(0)))
    return rows.annotate(score=reduce(add, map(F, parts), whole if len(words) > 1 else Value(0)))


def _best(word: str, means: Q) -> Any:
    very = When(word__in=_words(Q(form__in=sorted(forms(word)), part=False)), then=F("weight") * 2)
    meant = When(word__in=_words(means), then=F("weight"))
    return Max(Case(very, meant, default=Value(0), output_field=IntegerField()))


# --- days ---


def _within(after: datetime | None, before: datetime | None) -> Q:
    session = Session.objects.filter(offer=OuterRef("offer"))
    held, period = session, Q()
    if after:
        held = held.filter(starts_at__gte=after)
        period &= Q(offer__revision__ends_on__isnull=True) | Q(offer__revision__ends_on__gte=after.date())
    if before:
        held = held.filter(starts_at__lte=before)
        period &= Q(offer__revision__starts_on__isnull=True) | Q(offer__revision__starts_on__lte=before.date())
    return Q(Exists(held)) | (~Q(Exists(session)) & period)


# --- distance ---


def square_of_distance(near: Near) -> Any:
    """The square of the kilometres to a place; at school is 0, unknown is null.

    On a plane through that place: within the Netherlands less than half a percent beside the great circle, and plain
    arithmetic, which every database does alike.
    """
    north = (F("latitude") - near.latitude) * KM_PER_DEGREE
    east = (F("longitude") - near.longitude) * (KM_PER_DEGREE * cos(radians(near.latitude)))
    square = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    return Case(When(at_school=True, then=Value(0.0)), default=square, output_field=FloatField())


def within(rows: QuerySet[Listing], near: Near, kilometres: int) -> QuerySet[Listing]:
    """Those of the rows that are at most so far away."""
    return rows.alias(square=square_of_distance(near)).filter(square__lte=float(kilometres) ** 2)
