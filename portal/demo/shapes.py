"""The types of the demo's content: organisations, offers and accounts, by the keys that the content uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


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
    house_style: str


@dataclass(frozen=True, slots=True)
class Term:
    """The programme and its terms; `regulations` in order of use."""

    name: str
    starts_on: date
    ends_on: date
    term_starts: tuple[date, ...]
    regulations: tuple[str, ...]
    four_eyes_threshold: Decimal
    tolerance_percent: int
    silent_confirmation_days: int
    claim_deadline_days: int


@dataclass(frozen=True, slots=True)
class Given:
    """A grant in monthly terms, of which the first `received` came in."""

    regulation: str
    amount: Decimal
    spend_until: date
    reference: str
    terms: int
    first: date
    received: int


@dataclass(frozen=True, slots=True)
class Post:
    """A line of the budget plan, paid from the grants of these regulations."""

    name: str
    kind: str
    amount: Decimal
    sources: Mapping[str, Decimal]
    consent_of: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """What comes in and what it is for; of the choice line the pot of the schools, and of it per school, in euros."""

    choice_pot: Decimal
    per_school: Decimal
    reference_date: date
    grants: tuple[Given, ...]
    lines: tuple[Post, ...]


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
    """A provider; `fields` are those of the row, `contacts` and `venues` those of theirs.

    A contact with `away` (a name) is away now, and the contact of that name stands in.
    """

    key: str
    admitted: bool
    fields: Mapping[str, Any]
    contacts: tuple[Mapping[str, Any], ...] = ()
    venues: tuple[Mapping[str, Any], ...] = ()


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
    latitude: float
    longitude: float
    pupils: int
    target_pupils: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A date on which an offer takes place, in local time."""

    starts: datetime
    ends: datetime
    capacity: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """Dates that repeat from the first one on, outside the school holidays."""

    starts: datetime
    ends: datetime
    capacity: int
    every: str
    until: date


@dataclass(frozen=True, slots=True)
class Activity:
    """An offer: where it must end up (`status`, with the `reason`) and `fields` as `offers.actions.write` takes them.

    `provider` and `themes` are keys; a `venue` among the fields is the name of one of the provider's. `remarks` are
    what the officer says per field; `next` are the fields that the provider changed after that, and sent.
    """

    key: str
    provider: str
    status: str
    reason: str
    kind: str
    themes: tuple[str, ...]
    sessions: tuple[Moment, ...]
    series: tuple[Repeated, ...]
    fields: Mapping[str, Any]
    remarks: Mapping[str, str]
    next: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Illustration:
    """The picture of an offer (a key): which scene is drawn, and the words beside it."""

    offer: str
    scene: str
    alt: str
    alt_en: str
    credit: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A search that somebody keeps; `criteria` as `portal.searches.keeping` reads them."""

    account: str
    name: str
    frequency: str
    criteria: dict[str, Any]


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
    pictures: tuple[Illustration, ...]
    searches: tuple[Looked, ...]
    accounts: tuple[Login, ...]
    password: str
