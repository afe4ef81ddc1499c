"""How many offers there are, and how many each choice would leave: one statement whatever is chosen.

The database says which listings meet the criteria, and for each dimension that narrows, which would without it. Each
listing carries its facets as a row of small numbers; the database strings those together and they are added up here.
Counting by GROUP BY reads a row per offer and value, and took three times as long (docs/adr/0019).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from catalogue.offers.filing import ALWAYS
from catalogue.offers.models import Facet, Listing
from catalogue.offers.search.criteria import DIMENSIONS, RADII, Criteria
from catalogue.offers.search.matching import matching, within

_IN_ORDER = {"theme", "yearGroup", "priceBand", "month", "menuArea"}
_A_FACET, _ALL = "facet", ""  # rows that are no part; the part that meets all criteria
_WORDS = ("dimension", "value", "label", "label_en", "colour")
_COLUMNS = ("part", "number", "filed", "position")


class _Strung(Func):
    """All texts of the rows, one behind the other: an aggregate over the whole query, the same on both databases."""

    template = "%(function)s(%(expressions)s, '')"
    function = "STRING_AGG"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice in a filter: what it is called and how many offers it would leave."""

    value: str
    label: str
    count: int
    label_en: str = ""
    colour: str = ""
    position: int = 0


Facets = dict[str, list[FacetValue]]


def count_of(criteria: Criteria) -> int:
    """How many offers meet the criteria; one statement."""
    return matching(criteria).count()


def facets(criteria: Criteria) -> tuple[int, Facets]:
    """How many offers meet the criteria, and the counts per dimension.

    A dimension does not narrow its own counts, so that each number says what choosing it would leave; a value that was
    chosen is there with 0 when it leaves nothing. With a place to look around also `distance`, per radius in km.
    """
    parts = [_ALL, *(name for name in DIMENSIONS if criteria.chosen.get(name))]
    known, numbers, counts = [], {}, {}
    for part, number, filed, *facet in _statement(criteria, parts):
        if part == _A_FACET:
            known.append((number, *facet))
        else:
            numbers[part] = number
            counts[part] = Counter(array("I", bytes.fromhex(filed)))
    found: Facets = {name: [] for name in DIMENSIONS}
    for pk, position, dimension, value, label, label_en, colour in known:
        count = counts.get(dimension, counts[_ALL])[pk]
        if count or value in criteria.chosen.get(dimension, ()):
            found[dimension].append(FacetValue(value, label, count, label_en, colour, position))
    rings = [FacetValue(str(km), "", numbers[str(km)], position=km) for km in RADII if str(km) in numbers]
    return numbers[_ALL], _in_order(found) | ({"distance": rings} if rings else {})


def _statement(criteria: Criteria, parts: list[str]) -> QuerySet[Any, tuple[Any, ...]]:
    """Every facet there is, and per part how many listings and what they are filed under; per radius how many."""
    rows = [_row(part, matching(criteria, without=part)) for part in parts]
    if criteria.near:
        wider = matching(criteria, without="distance")
        rows += [_row(str(km), within(wider, criteria.near, km), filed=False) for km in RADII]
    facets = Facet.objects.filter(dimension__in=DIMENSIONS).annotate(
        part=Value(_A_FACET, TextField()), number=F("pk"), filed=Value("", TextField())
    )
    return facets.order_by().values_list(*_COLUMNS, *_WORDS).union(*rows, all=True)


def _row(part: str, listings: QuerySet[Listing], *, filed: bool = True) -> QuerySet[Listing, tuple[Any, ...]]:
    strung = Coalesce(_Strung(F("filed")), Value("", TextField()))
    row = listings.order_by().annotate(
        part=Value(part, TextField()),
        number=Func(F("pk"), function="COUNT", output_field=IntegerField()),
        strung=strung if filed else Value("", TextField()),
        position=Value(0, IntegerField()),
        **{name: Value("", TextField()) for name in _WORDS},
    )
    return row.values_list("part", "number", "strung", "position", *_WORDS)


def _in_order(found: Facets) -> Facets:
    always = next((each.count for each in found["month"] if each.value == ALWAYS), 0)
    months = [each for each in found["month"] if each.value != ALWAYS]
    found["month"] = [FacetValue(each.value, each.label, each.count + always) for each in months]
    return {name: sorted(values, key=_order(name)) for name, values in found.items()}


def _order(dimension: str) -> Callable[[FacetValue], Any]:
    if dimension in _IN_ORDER:
        return lambda each: (each.position, each.value)
    return lambda each: (-each.count, each.label or each.value)
