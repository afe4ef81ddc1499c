"""The content of the demo, as written in `content/*.toml`, in types. Reading it touches no database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality itself."""

    name: str
    code: str
    oin: str
    street: str
    postcode: str
    city: str
    invoice_reference: str
    iban: str
    account_name: str
    bic: str


@dataclass(frozen=True, slots=True)
class Term:
    """The programme and its terms; `regulations` in order of use."""

    name: str
    starts_on: date
    ends_on: date
    regulations: tuple[str, ...]
    four_eyes_threshold: Decimal
    tolerance_percent: int
    silent_confirmation_days: int
    claim_deadline_days: int


@dataclass(frozen=True, slots=True)
class Money:
    """What is divided, in euros: the pot of the schools, of it per school, and the line of the fixed offers."""

    choice_pot: Decimal
    per_school: Decimal
    fixed_line: Decimal
    reference_date: date


@dataclass(frozen=True, slots=True)
class Heading:
    """A theme."""

    key: str
    name: str
    name_en: str
    intended_result: str
    colour: str


@dataclass(frozen=True, slots=True)
class Supplier:
    """A provider; `fields` are those of the row."""

    key: str
    admitted: bool
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Authority:
    """A school board."""

    key: str
    number: str
    name: str
    kvk: str


@dataclass(frozen=True, slots=True)
class Site:
    """A school or preschool group with its pupils on the reference date; `board` is a key."""

    key: str
    board: str
    location_code: str
    name: str
    sector: str
    street: str
    postcode: str
    city: str
    pupils: int
    target_pupils: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A date on which an offer takes place, in local time."""

    starts: datetime
    ends: datetime
    capacity: int


@dataclass(frozen=True, slots=True)
class Activity:
    """An offer: where it must end up (`status`, with the `reason`) and `fields` as `offers.actions.write` takes them.

    `provider` and `themes` are keys.
    """

    key: str
    provider: str
    status: str
    reason: str
    kind: str
    themes: tuple[str, ...]
    sessions: tuple[Moment, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who can sign in to the demo: `organisation` is a key, `says_*` tells what this role does."""

    email: str
    name: str
    role: str
    organisation: str
    says_nl: str
    says_en: str


@dataclass(frozen=True, slots=True)
class Content:
    """All of it."""

    town: Town
    programme: Term
    money: Money
    themes: tuple[Heading, ...]
    providers: tuple[Supplier, ...]
    boards: tuple[Authority, ...]
    schools: tuple[Site, ...]
    offers: tuple[Activity, ...]
    accounts: tuple[Login, ...]
    password: str


@cache
def content() -> Content:
    """Everything in `content/`, read once. A misspelt or missing field is a `TypeError` or `KeyError` at once."""
    town, people = _read("municipality"), _read("people")
    cancellation: dict[str, str] = town.pop("cancellation")
    programme, money, themes = town.pop("programme"), town.pop("budget"), town.pop("theme")
    suppliers = _read("providers")["provider"]
    contacts: dict[str, str] = {each["key"]: each["email"] for each in suppliers}
    return Content(
        town=Town(**town),
        programme=_programme(programme),
        money=Money(**{name: value if name == "reference_date" else Decimal(value) for name, value in money.items()}),
        themes=tuple(Heading(**each) for each in themes),
        providers=tuple(_supplier(each) for each in suppliers),
        boards=tuple(Authority(**each) for each in _read("boards")["board"]),
        schools=tuple(Site(**each) for each in _read("schools")["school"]),
        offers=tuple(
            _activity(each, provider=page["provider"], contact=contacts[page["provider"]], cancellation=cancellation)
            for page in (_load(path) for path in sorted(FOLDER.glob("offers/*.toml")))
            for each in page["offer"]
        ),
        accounts=tuple(Login(**each) for each in people["account"]),
        password=people["password"],
    )


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read(name: str) -> dict[str, Any]:
    return _load(FOLDER / f"{name}.toml")


def _programme(row: dict[str, Any]) -> Term:
    threshold, regulations = Decimal(row.pop("four_eyes_threshold")), tuple(row.pop("regulations"))
    return Term(four_eyes_threshold=threshold, regulations=regulations, **row)


def _supplier(row: dict[str, Any]) -> Supplier:
    return Supplier(key=row.pop("key"), admitted=row.pop("admission", "admitted") == "admitted", fields=row)


def _activity(row: dict[str, Any], *, provider: str, contact: str, cancellation: Mapping[str, str]) -> Activity:
    dutch, english = row.pop("nl"), row.pop("en")
    group, units = row.pop("group", (None, None)), row.pop("units")
    return Activity(
        key=row.pop("key"),
        provider=provider,
        status=row.pop("status", "published"),
        reason=row.pop("reason", ""),
        kind=row.pop("kind"),
        themes=tuple(row.pop("themes")),
        sessions=tuple(Moment(**each) for each in row.pop("sessions", ())),
        fields={
            **{name: text.strip() for name, text in dutch.items()},
            **{f"{name}_en": text.strip() for name, text in english.items()},
            "price": Decimal(row.pop("price")),
            "min_units": units[0],
            "max_units": units[1],
            "min_group_size": group[0],
            "max_group_size": group[1],
            "cancellation_terms": cancellation[row.pop("cancellation")],
            "contact": contact,
            **row,
        },
    )
