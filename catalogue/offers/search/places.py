"""The places that somebody can look around: every school whose coordinates are known, their towns, and any point."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from catalogue.offers.search.criteria import Near
from catalogue.organisations.models import School

Places = Mapping[str, list[Near]]
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)", re.ASCII)


def places_of(schools: Iterable[School]) -> Places:
    """Per town the places in it: first the town itself (the middle of its schools), then its schools."""
    towns: dict[str, list[Near]] = defaultdict(list)
    for school in schools:
        if school.latitude is not None and school.longitude is not None:
            name = f"{school.name}, {school.city}" if school.city else school.name
            towns[school.city].append(Near(school.location_code, name, school.latitude, school.longitude))
    return {town: [*_middle(town, there), *there] for town, there in towns.items()}


def _middle(town: str, there: list[Near]) -> list[Near]:
    if not town:
        return []
    north, east = sum(each.latitude for each in there), sum(each.longitude for each in there)
    return [Near(town.lower(), town, north / len(there), east / len(there))]


def place_of(code: str, places: Places) -> Near | None:
    """The place with this code: a location code, the name of a town, or `52.09,5.12`; `None` when there is none."""
    if point := _POINT.fullmatch(code.replace(" ", "")):
        latitude, longitude = float(point[1]), float(point[2])
        inside = abs(latitude) <= 90 and abs(longitude) <= 180
        return Near(code.replace(" ", ""), code, latitude, longitude) if inside else None
    wanted = code.strip().lower()
    return next((each for there in places.values() for each in there if each.code.lower() == wanted), None)
