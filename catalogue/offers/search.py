"""The one door to finding offers: criteria in, a page and counts out. Another engine fits behind it later.

Filters read the facet rows, text reads the stemmed words; the counts of a dimension leave that dimension's own filter
out, so that each number says what choosing it would leave.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.db.models.functions import Lower

from catalogue.offers.models import Facet, Offer, SearchWord
from catalogue.offers.words import after, stems

DIMENSIONS = (
    "programme", "municipality", "theme", "kind", "sector", "yearGroup", "goal", "provider", "unit", "evidence",
)  # fmt: skip
ORDERINGS = ("relevance", "title", "-title", "price", "-price", "newest")
_EVERY = "all"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What somebody looks for. `chosen` maps a dimension to the values that are good (any of them)."""

    q: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    price_max: Decimal | None = None
    starts_after: datetime | None = None
    starts_before: datetime | None = None
    ordering: str = "relevance"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice in a filter: what it is called and how many offers it would leave."""

    value: str
    label: str
    count: int


def found(criteria: Criteria) -> QuerySet[Offer]:
    """The published offers that meet the criteria, in order, with all that a card shows (2 statements when read)."""
    offers = _matching(criteria).select_related("provider", "programme", "municipality", "revision__image", "goal")
    return offers.prefetch_related("revision__themes").order_by(*_order(criteria.ordering), "pk")


def count_of(criteria: Criteria) -> int:
    """How many offers meet the criteria."""
    return _matching(criteria).count()


def facets(criteria: Criteria) -> tuple[int, dict[str, list[FacetValue]]]:
    """How many offers meet the criteria, and the counts per dimension; one statement whatever is chosen."""
    chosen = [dimension for dimension in DIMENSIONS if criteria.chosen.get(dimension)]
    shared = [_EVERY, *(dimension for dimension in DIMENSIONS if dimension not in chosen)]
    parts = [_counted(shared, _narrowed(criteria))]
    parts += [_counted([dimension], _narrowed(criteria, without=dimension)) for dimension in chosen]
    counts: dict[str, list[FacetValue]] = defaultdict(list)
    total = 0
    for dimension, value, label, number in parts[0].union(*parts[1:], all=True):
        if dimension == _EVERY:
            total = number
        else:
            counts[dimension].append(FacetValue(value, label, number))
    return total, {dimension: _sorted(dimension, counts[dimension]) for dimension in DIMENSIONS}


def _counted(dimensions: list[str], offers: QuerySet[Offer] | None) -> QuerySet[Facet, tuple[str, str, str, int]]:
    """Counts over these offers; over all that are published, whose facets are the only ones there, without asking."""
    rows = Facet.objects.filter(dimension__in=dimensions)
    if offers is not None:
        rows = rows.filter(offer__in=offers.values("pk"))
    return rows.values_list("dimension", "value", "label").annotate(number=Count("pk")).order_by()


def _sorted(dimension: str, values: list[FacetValue]) -> list[FacetValue]:
    if dimension == "yearGroup":
        return sorted(values, key=lambda each: (len(each.value), each.value))
    return sorted(values, key=lambda each: (-each.count, each.label or each.value))


def _narrowed(criteria: Criteria, without: str = "") -> QuerySet[Offer] | None:
    """The offers that meet the criteria; `None` when nothing narrows them."""
    narrows = any(values for dimension, values in criteria.chosen.items() if dimension != without)
    other = criteria.price_max is not None or criteria.starts_after or criteria.starts_before or stems(criteria.q)
    return _matching(criteria, without) if narrows or other else None


def _matching(criteria: Criteria, without: str = "") -> QuerySet[Offer]:
    offers = Offer.objects.filter(status="published")
    for dimension, values in criteria.chosen.items():
        if values and dimension != without:
            good = Facet.objects.filter(dimension=dimension, value__in=values)
            offers = offers.filter(pk__in=good.values("offer_id"))
    if criteria.price_max is not None:
        offers = offers.filter(revision__price__lte=criteria.price_max)
    for stem in stems(criteria.q):
        meant = SearchWord.objects.filter(stem__gte=stem, stem__lt=after(stem))
        offers = offers.filter(pk__in=meant.values("offer_id"))
    if criteria.starts_after or criteria.starts_before:
        offers = offers.filter(_within(criteria.starts_after, criteria.starts_before)).distinct()
    return offers


def _within(after: datetime | None, before: datetime | None) -> Q:
    session, period = Q(), Q(sessions__isnull=True)
    if after:
        session &= Q(sessions__starts_at__gte=after)
        period &= Q(revision__ends_on__isnull=True) | Q(revision__ends_on__gte=after.date())
    if before:
        session &= Q(sessions__starts_at__lte=before)
        period &= Q(revision__starts_on__isnull=True) | Q(revision__starts_on__lte=before.date())
    return session | period


def _order(ordering: str) -> tuple[str | OrderBy, ...]:
    if ordering == "newest":
        return ("-created_at",)
    if ordering in ("price", "-price"):
        return (F("revision__price").desc() if ordering[0] == "-" else F("revision__price").asc(),)
    title = Lower("revision__title")
    return (title.desc() if ordering == "-title" else title.asc(),)
