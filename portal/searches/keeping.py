"""Criteria as JSON and back, so that what somebody looked for can be asked again later.

Only what was chosen is kept. The forms follow from the types of the fields of `Criteria`, so a new filter is kept too.
"""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args, get_type_hints

from catalogue.offers.search import Criteria


def as_json(criteria: Criteria) -> dict[str, Any]:
    """What differs from criteria in which nothing is chosen."""
    empty = Criteria()
    return {
        each.name: _written(getattr(criteria, each.name))
        for each in fields(criteria)
        if getattr(criteria, each.name) != getattr(empty, each.name)
    }


def from_json(kept: dict[str, Any]) -> Criteria:
    """The criteria again. A filter that the catalogue does not know any more is left out."""
    hints = get_type_hints(Criteria)
    return Criteria(**{name: _read(value, hints[name]) for name, value in kept.items() if name in hints})


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: list(each) for name, each in value.items()}
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _read(value: Any, hint: Any) -> Any:
    kinds = get_args(hint) or (hint,)  # `Decimal | None` is one of both
    if isinstance(value, str) and Decimal in kinds:
        return Decimal(value)
    if isinstance(value, str) and datetime in kinds:
        return datetime.fromisoformat(value)
    if isinstance(value, dict):
        made = next((kind for kind in kinds if is_dataclass(kind) and isinstance(kind, type)), None)
        return made(**value) if made else {name: tuple(each) for name, each in value.items()}
    return value
