"""What an offer is filed under, where it takes place, and what it says: read from its rows, written nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from catalogue.offers.models import Offer
from catalogue.offers.states import PRICE_BANDS, TARGET_GROUPS, YEAR_GROUPS
from catalogue.offers.words import weighed
from catalogue.organisations.models import SECTORS

ALWAYS = "any"  # the month of what can be had in every month
_PLACES = {code: place for place, (code, _label) in enumerate(YEAR_GROUPS)}
_LABELS = {**dict(SECTORS), **dict(TARGET_GROUPS)}
_AT_SCHOOL = re.compile(
    r"\b(bij u|op (uw )?school|uw school\w*|uw (gym\w*|klas\w*|lokaal)|peutergroep|at (your )?school)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one dimension: how it is called in Dutch and English, its colour and place when it has them."""

    dimension: str
    value: str
    label: str = ""
    label_en: str = ""
    colour: str = ""
    position: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What makes it this value."""
        return self.dimension, self.value


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, in degrees; unknown when there are no degrees. At a school it is wherever the school is."""

    at_school: bool = False
    latitude: float | None = None
    longitude: float | None = None


def values_of(offer: Offer) -> list[Value]:
    """Everything that the offer is filed under. It comes with its themes and sessions prefetched."""
    text = offer.text
    return [
        Value("programme", str(offer.programme_id), offer.programme.name),
        Value("municipality", str(offer.municipality_id), offer.municipality.name),
        Value("kind", offer.kind),
        Value("goal", offer.goal.code, offer.goal.label),
        Value("provider", str(offer.provider_id), offer.provider.name),
        Value("unit", text.unit),
        Value("evidence", "yes" if text.evidence_url else "no"),
        _band(offer),
        *(
            Value("theme", str(theme.pk), theme.name, theme.name_en, theme.colour, theme.position)
            for theme in text.themes.all()
        ),
        *(Value("sector", sector) for sector in text.sectors),
        *(Value("yearGroup", group, position=_PLACES.get(group, 0)) for group in text.year_groups),
        *(Value("targetGroup", group) for group in text.target_groups),
        *(Value("menuArea", area) for area in text.menu_areas),
        *(Value("month", month) for month in months_of(offer)),
    ]


def _band(offer: Offer) -> Value:
    """What a unit costs the school: nothing for a fixed offer, else the first band that is high enough."""
    price = Decimal(0) if offer.kind == "fixed" else offer.text.price
    bands = enumerate(PRICE_BANDS)
    place, (band, _most) = next(each for each in bands if each[1][1] is None or price <= each[1][1])
    return Value("priceBand", band, position=place)


def months_of(offer: Offer) -> list[str]:
    """The months (`2027-03`) of its dates with places left; without dates those of its period, or `ALWAYS`."""
    sessions = list(offer.sessions.all())
    if sessions:
        free = (each for each in sessions if each.capacity_left is None or each.capacity_left > 0)
        return sorted({f"{timezone.localtime(each.starts_at):%Y-%m}" for each in free})
    text = offer.text
    if text.starts_on is None and text.ends_on is None:
        return [ALWAYS]
    return list(_months(text.starts_on or offer.programme.starts_on, text.ends_on or offer.programme.ends_on))


def _months(first: date, last: date) -> Iterator[str]:
    """Every month from one day to another; two years at most, whatever somebody filled in."""
    start = first.year * 12 + first.month - 1
    for number in range(start, min(last.year * 12 + last.month, start + 24)):
        yield f"{number // 12}-{number % 12 + 1:02}"


def spot_of(offer: Offer) -> Spot:
    """Its venue; else the school when it says so or says nothing; else the address of the provider."""
    text = offer.text
    if text.venue is None and (not text.place or _AT_SCHOOL.search(text.place)):
        return Spot(at_school=True)
    venue, provider = text.venue, offer.provider
    known = venue if venue is not None and venue.latitude is not None else provider
    return Spot(False, known.latitude, known.longitude)


def words_of(offer: Offer) -> dict[str, tuple[str, int]]:
    """Each word that the offer can be found by, with how it is written and its weight: 8 in a title, 1 in the text."""
    text = offer.text
    themes = " ".join(f"{theme.name} {theme.name_en}" for theme in text.themes.all())
    with translation.override("nl"):
        public = " ".join([*map(_called, text.sectors), *map(_called, text.target_groups), *_years(text.year_groups)])
    venue = f"{text.venue.name} {text.venue.city}" if text.venue else ""
    return weighed((
        (1, f"{text.description} {text.description_en}"),
        (2, f"{public} {text.place} {venue}"),
        (3, f"{offer.provider.name} {themes}"),
        (4, f"{text.summary} {text.summary_en}"),
        (8, f"{text.title} {text.title_en}"),
    ))  # fmt: skip


def _called(code: str) -> str:
    return f"{code} {_LABELS.get(code, '')}"


def _years(groups: list[str]) -> Iterator[str]:
    for group in groups:
        yield f"klas {group[2:]} leerjaar {group[2:]}" if group.startswith("vo") else f"groep {group}"


def themes_of(offer: Offer) -> list[dict[str, Any]]:
    """The themes as a card or an answer shows them."""
    return [
        {"id": str(theme.pk), "name": theme.name, "name_en": theme.name_en, "colour": theme.colour,
         "position": theme.position}
        for theme in offer.text.themes.all()
    ]  # fmt: skip
