"""The content of the demo, as written in `content/*.toml`, in types. Reading it touches no database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from portal.demo.shapes import (
    Activity,
    Authority,
    Content,
    Given,
    Heading,
    Illustration,
    Login,
    Looked,
    Moment,
    Money,
    Post,
    Repeated,
    Site,
    Supplier,
    Term,
    Town,
)

FOLDER = Path(__file__).parent / "content"


@cache
def content() -> Content:
    """Everything in `content/`, read once. A misspelt or missing field is a `TypeError` or `KeyError` at once."""
    town, people = _read("municipality"), _read("people")
    cancellation: dict[str, dict[str, Any]] = town.pop("cancellation")
    programme, money, themes = town.pop("programme"), town.pop("budget"), town.pop("theme")
    suppliers = _read("providers")["provider"]
    contacts: dict[str, str] = {each["key"]: each["email"] for each in suppliers}
    return Content(
        town=Town(**town),
        programme=_programme(programme),
        money=_money(money),
        themes=tuple(Heading(**each) for each in themes),
        providers=tuple(_supplier(each) for each in suppliers),
        boards=tuple(Authority(**each) for each in _read("boards")["board"]),
        schools=tuple(Site(**each) for each in _read("schools")["school"]),
        offers=tuple(
            _activity(each, provider=page["provider"], contact=contacts[page["provider"]], cancellation=cancellation)
            for page in (_load(path) for path in sorted(FOLDER.glob("offers/*.toml")))
            for each in page["offer"]
        ),
        pictures=tuple(Illustration(**each) for each in _read("pictures")["picture"]),
        searches=tuple(_looked(each) for each in _read("searches")["search"]),
        accounts=tuple(Login(**each) for each in people["account"]),
        password=people["password"],
    )


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read(name: str) -> dict[str, Any]:
    return _load(FOLDER / f"{name}.toml")


def _programme(row: dict[str, Any]) -> Term:
    threshold, regulations = Decimal(row.pop("four_eyes_threshold")), tuple(row.pop("regulations"))
    terms = tuple(row.pop("term_starts"))
    return Term(four_eyes_threshold=threshold, regulations=regulations, term_starts=terms, **row)


def _money(row: dict[str, Any]) -> Money:
    return Money(
        choice_pot=Decimal(row["choice_pot"]),
        per_school=Decimal(row["per_school"]),
        reference_date=row["reference_date"],
        grants=tuple(Given(**each | {"amount": Decimal(each["amount"])}) for each in row["grants"]),
        lines=tuple(_post(each) for each in row["lines"]),
    )


def _post(row: dict[str, Any]) -> Post:
    amount = Decimal(row.pop("amount"))
    sources = row.pop("sources", None) or {row.pop("grant"): amount}
    return Post(**row, amount=amount, sources={code: Decimal(held) for code, held in sources.items()})


def _supplier(row: dict[str, Any]) -> Supplier:
    return Supplier(
        key=row.pop("key"), admitted=row.pop("admission", "admitted") == "admitted",
        contacts=tuple(row.pop("contacts", ())), venues=tuple(row.pop("venues", ())), fields=row,
    )  # fmt: skip


def _looked(row: dict[str, Any]) -> Looked:
    return Looked(row.pop("account"), row.pop("name"), row.pop("frequency"), criteria=row)


def _activity(
    row: dict[str, Any], *, provider: str, contact: str, cancellation: Mapping[str, Mapping[str, Any]]
) -> Activity:
    dutch, english = row.pop("nl"), row.pop("en")
    group, units = row.pop("group", (None, None)), row.pop("units")
    cancelling = cancellation[row.pop("cancellation")]
    return Activity(
        key=row.pop("key"),
        provider=provider,
        status=row.pop("status", "published"),
        reason=row.pop("reason", ""),
        kind=row.pop("kind"),
        themes=tuple(row.pop("themes")),
        remarks=row.pop("remarks", {}),
        next={name: Decimal(value) if name == "price" else value for name, value in row.pop("next", {}).items()},
        sessions=tuple(Moment(**each) for each in row.pop("sessions", ())),
        series=tuple(Repeated(**each) for each in row.pop("series", ())),
        fields={
            **{name: text.strip() for name, text in dutch.items()},
            **{f"{name}_en": text.strip() for name, text in english.items()},
            "price": Decimal(row.pop("price")),
            "min_units": units[0],
            "max_units": units[1],
            "min_group_size": group[0],
            "max_group_size": group[1],
            "cancel_free_days": cancelling["free_days"],
            "cancel_late_percent": cancelling.get("late_percent"),
            "cancellation_terms": cancelling["words"],
            "contact": contact,
            **row,
        },
    )
