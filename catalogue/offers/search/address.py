"""From an address to criteria and back: what somebody chose stands in the address, so it can be kept and sent.

People keep addresses, so names here stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from catalogue.money import rounded
from catalogue.offers.search.criteria import FARTHEST, ORDERINGS, Criteria
from catalogue.offers.search.places import Places, place_of

# the name in the address, and the dimension of the catalogue
FILTERS = {
    "theme": "theme",
    "kind": "kind",
    "sector": "sector",
    "group": "yearGroup",
    "target": "targetGroup",
    "month": "month",
    "cost": "priceBand",
    "unit": "unit",
    "evidence": "evidence",
    "area": "menuArea",
    "goal": "goal",
    "provider": "provider",
    "programme": "programme",
    "municipality": "municipality",
}
MOST_CHOSEN = 40


def criteria_from(query: QueryDict, places: Places | None = None) -> Criteria:
    """What the address asks for. What makes no sense is left out: an address is never an error."""
    chosen = {dimension: _values(query.getlist(name)) for name, dimension in FILTERS.items()}
    near = place_of(_clean(query.get("near", ""))[:100], places or {})
    criteria = Criteria(
        q=_clean(query.get("q", ""))[:100],
        chosen={dimension: values for dimension, values in chosen.items() if values},
        price_max=_price(query.get("price", "")),
        starts_after=_day(query.get("from", "")),
        starts_before=_day(query.get("until", ""), time.max),
        near=near,
        distance_max=_kilometres(query.get("within", "")) if near else None,
    )
    ordering = query.get("sort", "")
    possible = ordering in ORDERINGS and (near or ordering != "distance") and (criteria.q or ordering != "relevance")
    return criteria.but(ordering=ordering if possible else usual_order(criteria))


def usual_order(criteria: Criteria) -> str:
    """The order when nobody asks for one: the best answer first, else the nearest, else by title."""
    return "relevance" if criteria.q else "distance" if criteria.near else "title"


def pairs_of(criteria: Criteria) -> list[tuple[str, str]]:
    """The criteria as pairs for an address, in a fixed order; `criteria_from` reads the same from them."""
    return list(_pairs(criteria))


def address_of(criteria: Criteria) -> str:
    """The address of a list with these criteria, without a page number."""
    return "?" + urlencode(pairs_of(criteria))


def _pairs(criteria: Criteria) -> Iterator[tuple[str, str]]:
    if criteria.q:
        yield "q", criteria.q
    for name, dimension in FILTERS.items():
        for value in criteria.chosen.get(dimension, ()):
            yield name, value
    if criteria.price_max is not None:
        yield "price", str(criteria.price_max)
    if criteria.starts_after is not None:
        yield "from", timezone.localtime(criteria.starts_after).date().isoformat()
    if criteria.starts_before is not None:
        yield "until", timezone.localtime(criteria.starts_before).date().isoformat()
    if criteria.near:
        yield "near", criteria.near.code
    if criteria.near and criteria.distance_max is not None:
        yield "within", str(criteria.distance_max)
    if criteria.ordering != usual_order(criteria):
        yield "sort", criteria.ordering


def _values(given: list[str]) -> tuple[str, ...]:
    cleaned = (_clean(value)[:40] for value in given)
    return tuple(dict.fromkeys(value for value in cleaned if value))[:MOST_CHOSEN]


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _price(text: str) -> Decimal | None:
    try:
        price = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price < 1_000_000 and price == rounded(price) else None


def _kilometres(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) <= FARTHEST else None


def _day(text: str, moment: time = time.min) -> datetime | None:
    """A moment of a day in the Netherlands."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, moment)) if 2000 <= day.year <= 2100 else None
