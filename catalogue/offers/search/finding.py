"""The offers that meet the criteria, in order: read a page at a time, with all that a card shows."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Any, overload
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from catalogue.offers.models import Listing, Offer
from catalogue.offers.search.criteria import Criteria, Near
from catalogue.offers.search.matching import matching, ranked, scored, square_of_distance
from catalogue.offers.words import asked
from catalogue.programmes.models import Theme

EARTH_KM = 6371.0088
_SHOWN = ("provider", "revision__image", "goal")  # with one more PostgreSQL joins all offers before it cuts the page
_TITLE = (F("sort_key").asc(), F("offer").asc())
_OF_A_THEME = ("name", "name_en", "colour", "position")


class Found:
    """The offers that meet the criteria. Slicing or iterating reads them: one statement, however many there are.

    Each has its themes at hand, and `distance` in kilometres when there is a place to look around: 0 at school,
    `None` where nobody knows.
    """

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria

    @overload
    def __getitem__(self, part: int) -> Offer: ...
    @overload
    def __getitem__(self, part: slice) -> list[Offer]: ...
    def __getitem__(self, part: int | slice) -> Offer | list[Offer]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        return self._read(_ids(self.criteria)[part])

    def __iter__(self) -> Iterator[Offer]:
        return iter(self._read(_ids(self.criteria)))

    def count(self) -> int:
        """How many there are; one statement."""
        return matching(self.criteria).count()

    def __len__(self) -> int:
        return self.count()

    def _read(self, ids: QuerySet[Any, Any]) -> list[Offer]:
        """The offers of a page: which ones by the small rows, then all that belongs to these."""
        rows = Listing.objects.filter(pk__in=ids).select_related(*(f"offer__{name}" for name in _SHOWN))
        if _by_score(self.criteria):
            here: QuerySet[Any, Any] = scored(self.criteria.q).filter(listing=OuterRef("pk"))
            rows = rows.annotate(score=Subquery(here.values("score")))
            rows = rows.order_by(F("score").desc(), *_TITLE)
        else:
            rows = _ordered(rows, self.criteria)
        return [_shown(listing, self.criteria.near) for listing in rows]


def found(criteria: Criteria) -> Found:
    """The published offers that meet the criteria, in order."""
    return Found(criteria)


def _by_score(criteria: Criteria) -> bool:
    return criteria.ordering == "relevance" and bool(asked(criteria.q))


def _ids(criteria: Criteria) -> QuerySet[Any, Any]:
    """The ids of the listings, in order, to be cut to a page."""
    if not _by_score(criteria):
        return _ordered(matching(criteria), criteria).values("pk")
    return ranked(criteria).order_by(F("score").desc(), "listing__sort_key", "listing__offer").values("listing")


def _ordered(rows: QuerySet[Listing], criteria: Criteria) -> QuerySet[Listing]:
    order: dict[str, tuple[Any, ...]] = {
        "-title": (F("sort_key").desc(), F("offer").desc()),
        "price": (F("price").asc(), *_TITLE),
        "-price": (F("price").desc(), *_TITLE),
        "newest": (F("since").desc(), *_TITLE),
    }
    if criteria.ordering == "distance" and criteria.near:
        rows = rows.annotate(square=square_of_distance(criteria.near))
        return rows.order_by(F("square").asc(nulls_last=True), *_TITLE)
    return rows.order_by(*order.get(criteria.ordering, _TITLE))


def _shown(listing: Listing, near: Near | None) -> Offer:
    offer = listing.offer
    themes = Theme.objects.all()
    themes._result_cache = [
        Theme(pk=UUID(each["id"]), programme_id=offer.programme_id, **{name: each[name] for name in _OF_A_THEME})
        for each in listing.themes
    ]
    offer.text.__dict__["_prefetched_objects_cache"] = {"themes": themes}
    offer.__dict__["distance"] = distance(listing, near) if near else None
    return offer


def distance(listing: Listing, near: Near) -> float | None:
    """Kilometres along the great circle."""
    if listing.at_school:
        return 0.0
    if listing.latitude is None or listing.longitude is None:
        return None
    here, there = radians(near.latitude), radians(listing.latitude)
    north, east = there - here, radians(listing.longitude - near.longitude)
    return 2 * EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2))
