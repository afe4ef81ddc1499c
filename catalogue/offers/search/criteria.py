"""What somebody looks for, and the same as pairs for an address, so that it can be kept, sent and asked again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

DIMENSIONS = (
    "programme", "municipality", "theme", "kind", "sector", "yearGroup", "targetGroup", "menuArea", "goal",
    "provider", "unit", "priceBand", "evidence", "month",
)  # fmt: skip
ORDERINGS = ("relevance", "title", "-title", "price", "-price", "newest", "distance")
RADII = (2, 5, 10, 25)  # kilometres that are offered to choose from
FARTHEST = 300


@dataclass(frozen=True, slots=True)
class Near:
    """A place to look around, in degrees: a school (by its location code), a town, or a point."""

    code: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Criteria:
    """What somebody looks for. `chosen` maps a dimension to the values that are good (any of them).

    `distance_max` is in kilometres from `near`, and means nothing without it.
    """

    q: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    price_max: Decimal | None = None
    starts_after: datetime | None = None
    starts_before: datetime | None = None
    near: Near | None = None
    distance_max: int | None = None
    ordering: str = "relevance"

    def but(self, **changes: Any) -> Criteria:
        """The same, but for these."""
        return replace(self, **changes)

    def without(self, dimension: str, value: str = "") -> Criteria:
        """Without one chosen value of a dimension, or without all of them."""
        kept = tuple(each for each in self.chosen.get(dimension, ()) if value and each != value)
        others = {name: values for name, values in self.chosen.items() if name != dimension}
        return replace(self, chosen=others | ({dimension: kept} if kept else {}))
