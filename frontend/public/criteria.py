"""Criteria with one thing more or less, for the links of the catalogue; and the door to how they are written."""

from __future__ import annotations

from typing import Any

from catalogue.offers.search import Criteria
from catalogue.offers.search.address import FILTERS, address_of, criteria_from, pairs_of, usual_order

__all__ = ["FILTERS", "address_of", "criteria_from", "only", "pairs_of", "without"]
_APART: dict[str, dict[str, Any]] = {
    "price": {"price_max": None},
    "from": {"starts_after": None},
    "until": {"starts_before": None},
    "near": {"near": None, "distance_max": None},
    "within": {"distance_max": None},
    "q": {"q": ""},
}


def without(criteria: Criteria, dimension: str, value: str = "") -> Criteria:
    """Criteria without one chosen value, or without anything of a dimension (`q`, `price`, `from`, `near` … too)."""
    if dimension not in _APART:
        return criteria.without(dimension, value)
    usual = criteria.ordering == usual_order(criteria)
    wider = criteria.but(**_APART[dimension])
    gone = (wider.ordering == "relevance" and not wider.q) or (wider.ordering == "distance" and not wider.near)
    return wider.but(ordering=usual_order(wider)) if usual or gone else wider


def only(criteria: Criteria, dimension: str, value: str) -> Criteria:
    """The criteria with one value in a dimension; the other dimensions stay."""
    return criteria.but(chosen={**criteria.chosen, dimension: (value,)})
