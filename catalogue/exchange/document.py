"""The document of the exchange: written without persons, read with distrust (docs/schemas/offers-exchange-1.json).

Nothing of it names a person or a way to reach one: contact, place and terms stay at home, and what looks like an
e-mail address or a telephone number in a text is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.errors import Fault, Invalid
from catalogue.offers import states
from catalogue.offers.models import Offer
from catalogue.organisations.models import SECTORS

FORMAT, VERSION, LICENCE = "keuzeportaal-offers", 1, "CC0-1.0"
LARGEST, MOST_OFFERS, MOST_FAULTS = 5 * 1024 * 1024, 1_000, 20
REACHES = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|(?<!\w)(\+|00)?\d[\d\s().-]{7,}\d(?!\w)")
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,290}")

Check = Callable[[Any], str]


def _text(most: int, *, needed: bool = False) -> Check:
    def check(value: Any) -> str:
        fits = isinstance(value, str) and len(value) <= most and "\0" not in value and bool(value.strip() or not needed)
        return "" if fits else _("text of at most %(most)s characters") % {"most": most}

    return check


def _whole(least: int, most: int) -> Check:
    def check(value: Any) -> str:
        fits = value is None or (isinstance(value, int) and not isinstance(value, bool) and least <= value <= most)
        return "" if fits else _("a whole number from %(least)s to %(most)s, or null") % {"least": least, "most": most}

    return check


def _one(codes: Iterable[tuple[str, Any]], *, empty: bool = False) -> Check:
    known = [code for code, _label in codes] + ([""] if empty else [])
    return lambda value: "" if value in known else _("one of: %(codes)s") % {"codes": ", ".join(known)}


def _some(codes: Iterable[tuple[str, Any]]) -> Check:
    known = {code for code, _label in codes}

    def check(value: Any) -> str:
        fits = isinstance(value, list) and all(isinstance(each, str) and each in known for each in value)
        return "" if fits else _("a list of: %(codes)s") % {"codes": ", ".join(sorted(known))}

    return check


def _names(value: Any) -> str:
    fits = isinstance(value, list) and len(value) <= 20 and not any(_text(80, needed=True)(each) for each in value)
    return "" if fits else _("a list of at most 20 names")


def _euros(value: Any) -> str:
    try:
        fits = isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}\.[0-9]{2}", value) and Decimal(value) >= 0
    except InvalidOperation:
        fits = False
    return "" if fits else _('an amount in euros as text, such as "12.50"')


def _address(value: Any) -> str:
    fits = isinstance(value, str) and (not value or ADDRESS.fullmatch(value))
    return "" if fits else _("an address that starts with https://, or an empty text")


COUNT = _whole(1, 100_000)
NEEDED = ("id", "kind", "title", "unit", "price")
FIELDS: Mapping[str, Check] = {
    "id": _text(80, needed=True), "kind": _one(states.KINDS), "title": _text(120, needed=True), "title_en": _text(120),
    "summary": _text(300), "summary_en": _text(300), "description": _text(5000), "description_en": _text(5000),
    "themes": _names, "goal": _text(10), "sectors": _some(SECTORS), "year_groups": _some(states.YEAR_GROUPS),
    "target_groups": _some(states.TARGET_GROUPS), "menu_areas": _some(states.MENU_AREAS),
    "unit": _one(states.UNITS), "price": _euros, "min_units": COUNT, "max_units": COUNT, "min_group_size": COUNT,
    "max_group_size": COUNT, "weeks": _whole(1, 53), "entitlement_units": COUNT,
    "entitlement_period": _one(states.PERIODS, empty=True),
    "entitlement_per_pupils": COUNT, "lead_time_days": _whole(0, 365), "evidence_url": _address,
    "evidence_months": _whole(0, 24), "evidence_strength": _whole(0, 5), "evidence_cost": _whole(0, 5),
    "provider": _text(120),
}  # fmt: skip
ELSEWHERE = ("id", "themes", "goal", "provider", "kind", "price")
OF_THE_TEXT = tuple(name for name in FIELDS if name not in ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Document:
    """What came in: from where, under which licence, and the offers with their fields by Python name."""

    source: str
    town: str
    licence: str
    offers: list[dict[str, Any]]


def written(offers: Iterable[Offer], *, source: str, town: str) -> bytes:
    """These published offers as a document of the installation `source`, in UTF-8."""
    document = {
        "format": FORMAT, "version": VERSION, "licence": LICENCE, "source": source, "municipality": town,
        "exportedAt": timezone.now().isoformat(timespec="seconds"), "offers": [_said(offer) for offer in offers],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Document:
    """A document that can be kept. `Invalid` with a JSON pointer for each of the first faults; nothing is kept then."""
    document = _parsed(content)
    check = {
        "format": _one([(FORMAT, "")]), "version": _is_version, "licence": _text(40, needed=True),
        "source": _text(200, needed=True), "municipality": _text(80, needed=True),
    }  # fmt: skip
    if not isinstance(document, dict):
        raise Invalid(_fault("#", document, _("an object")))
    faults = [
        _fault(f"#/{name}", document.get(name), why)
        for name, each in check.items()
        if (why := each(document.get(name)))
    ]
    offers = document.get("offers")
    if not isinstance(offers, list) or len(offers) > MOST_OFFERS:
        faults.append(_fault("#/offers", offers, _("a list of at most %(most)s offers") % {"most": MOST_OFFERS}))
    for at, offer in enumerate(offers if isinstance(offers, list) and not faults else []):
        faults += _faults_of(offer, f"#/offers/{at}")
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Invalid(*faults[:MOST_FAULTS])
    assert isinstance(offers, list)
    kept = [{name: offer[camel(name)] for name in FIELDS if camel(name) in offer} for offer in offers]
    return Document(document["source"], document["municipality"], document["licence"], kept)


def camel(name: str) -> str:
    """`year_groups` → `yearGroups`."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _said(offer: Offer) -> dict[str, Any]:
    text = offer.text
    said = {name: getattr(text, name) for name in OF_THE_TEXT}
    said |= {
        "id": str(offer.pk), "kind": offer.kind, "goal": offer.goal.code, "price": f"{text.price:.2f}",
        "themes": [theme.name for theme in text.themes.all()], "provider": offer.provider.name,
    }  # fmt: skip
    private = ("id", "price", "evidence_url", "provider")
    return {camel(name): _without_persons(value) if name not in private else value for name, value in said.items()}


def _without_persons(value: Any) -> Any:
    return REACHES.sub("…", value) if isinstance(value, str) else value


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise Invalid.field("#", "too_large", _("The file is too large; expected at most %(most)s MB.") % {"most": 5})
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        message = _("This is no document of the exchange: it cannot be read as JSON (%(why)s).")
        raise Invalid.field("#", "not_json", message % {"why": str(error)[:80]}) from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _is_version(value: Any) -> str:
    return "" if value == VERSION and not isinstance(value, bool) else str(VERSION)


def _faults_of(offer: Any, place: str) -> Iterator[Fault]:
    if not isinstance(offer, dict):
        yield _fault(place, offer, _("an object"))
        return
    for name, check in FIELDS.items():
        if (camel(name) in offer or name in NEEDED) and (why := check(offer.get(camel(name)))):
            yield _fault(f"{place}/{camel(name)}", offer.get(camel(name)), why)


def _fault(place: str, found: Any, expected: str) -> Fault:
    shown = json.dumps(found, ensure_ascii=False, default=str)[:40]
    return Fault(
        place, "invalid", _("Found %(found)s; expected %(expected)s.") % {"found": shown, "expected": expected}
    )
