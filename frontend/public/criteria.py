"""From an address to criteria and back: what somebody chose stands in the address, so it can be kept and sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from catalogue.offers.search import ORDERINGS, Criteria

# the name in the address, and the dimension of the catalogue
FILTERS = {
    "theme": "theme",
    "kind": "kind",
    "sector": "sector",
    "group": "yearGroup",
    "provider": "provider",
    "evidence": "evidence",
}
MOST_CHOSEN = 40


def criteria_from(query: QueryDict) -> Criteria:
    """What the address asks for. What makes no sense is left out: an address is never an error."""
    chosen = {
        dimension: tuple(dict.fromkeys(_clean(value)[:40] for value in query.getlist(name) if _clean(value)))[
            :MOST_CHOSEN
        ]
        for name, dimension in FILTERS.items()
    }
    ordering = query.get("sort", "")
    return Criteria(
        q=_clean(query.get("q", ""))[:100],
        chosen={dimension: values for dimension, values in chosen.items() if values},
        price_max=_price(query.get("price", "")),
        starts_after=_day(query.get("from", "")),
        ordering=ordering if ordering in ORDERINGS else "title",
    )


def pairs_of(criteria: Criteria) -> list[tuple[str, str]]:
    """The criteria as pairs for an address, in a fixed order."""
    return list(_pairs(criteria))


def address_of(criteria: Criteria) -> str:
    """The address of a list with these criteria, without a page number."""
    return "?" + urlencode(_stripped(criteria))


def without(criteria: Criteria, dimension: str, value: str = "") -> Criteria:
    """Criteria without one chosen value, or without anything of a dimension (`q`, `price`, `from` too)."""
    if dimension == "q":
        return _changed(criteria, q="")
    if dimension == "price":
        return _changed(criteria, price_max=None)
    if dimension == "from":
        return _changed(criteria, starts_after=None)
    kept = tuple(each for each in criteria.chosen[dimension] if value and each != value)
    return _changed(criteria, chosen={**criteria.chosen, dimension: kept})


def only(criteria: Criteria, dimension: str, value: str) -> Criteria:
    """The criteria with one value in a dimension; the other dimensions stay."""
    return _changed(criteria, chosen={**criteria.chosen, dimension: (value,)})


def _changed(criteria: Criteria, **changes: object) -> Criteria:
    known = {name: getattr(criteria, name) for name in Criteria.__dataclass_fields__}
    return Criteria(**(known | changes))


def _pairs(criteria: Criteria) -> Iterator[tuple[str, str]]:
    if criteria.q:
        yield "q", criteria.q
    for name, dimension in FILTERS.items():
        for value in criteria.chosen.get(dimension, ()):
            yield name, value
    if criteria.price_max is not None:
        yield "price", str(criteria.price_max)
    if criteria.starts_after is not None:
        yield "from", criteria.starts_after.date().isoformat()
    yield "sort", criteria.ordering


def _stripped(criteria: Criteria) -> list[tuple[str, str]]:
    return [(name, value) for name, value in _pairs(criteria) if (name, value) != ("sort", "title")]


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _price(text: str) -> Decimal | None:
    try:
        price = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price < 1_000_000 and price == price.quantize(Decimal("0.01")) else None


def _day(text: str) -> datetime | None:
    """The start of a day in the Netherlands."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time())) if 2000 <= day.year <= 2100 else None
