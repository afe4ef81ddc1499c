"""What the state gives a municipality for a whole period, read from the file in which it says so for all of them.

Source: informatietool bedragen per gemeente (nponderwijs.nl, 22 July 2021). Nothing is written down: a person looks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Invalid, require
from catalogue.imports.cells import Euros, Unread
from catalogue.money import rounded, share
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Regulation
from catalogue.sheets import read
from portal.funding.actions.grants import Terms
from portal.funding.rules import may_fund

KNOWN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "infotool.toml").read_text())
NEEDED = ("code", "amount")
FINE = re.compile(r"\d{1,12}\.\d{3,}", re.ASCII)  # how a workbook keeps 0.1 + 0.2
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The amount of the whole period for one municipality, where it stands in the file, and how it is usually paid."""

    regulation: Regulation
    amount: Decimal
    town: str
    code: str
    row: int
    column: str
    terms: Terms | None

    @property
    def parts(self) -> tuple[Decimal, Decimal] | None:
        """The first and the last term; all of them add up to the amount."""
        parts = share(self.amount, [1] * self.terms.count) if self.terms else []
        return (parts[0], parts[-1]) if parts else None

    @property
    def said(self) -> dict[str, Any]:
        """The same as `add_grant` is told it, by the fields of its form."""
        terms = self.terms
        paid = {"count": terms.count, "first": terms.first, "first_holds": terms.first_holds} if terms else {}
        last: date | None = self.regulation.spend_until
        return {"regulation": self.regulation.code, "amount": self.amount, "spend_until": last} | paid


def proposed(content: bytes, name: str, municipality: Municipality, *, by: Actor) -> Proposal:
    """The row of this municipality, found by its CBS code. `Forbidden("wrong_role")`.

    `Invalid` at `#/file`: `unknown_columns`, `not_there` (no row, or more than one), `wrong_cell`.
    """
    require(
        may_fund(by, municipality),
        "wrong_role",
        _("Only a policy officer of this municipality can write down a grant."),
    )
    sheet = read(content, name, is_header=lambda row: not _missing(_columns(row)))
    columns = _columns(sheet.header)
    if missing := _missing(columns):
        message = _("Found the columns %(found)s; missing: %(missing)s.")
        shown = {"found": ", ".join(filter(None, sheet.header[:12]))[:300], "missing": ", ".join(missing)}
        raise Invalid.field("#/file", "unknown_columns", message % shown)
    own = [(number, cells) for number, cells in sheet.numbered() if _code(cells, columns) == municipality.code]
    if len(own) != 1:
        message = _("Found %(found)s rows with the code %(code)s; expected one.")
        raise Invalid.field("#/file", "not_there", message % {"found": len(own), "code": municipality.code})
    ((number, cells),) = own
    regulation = Regulation.objects.get(code=KNOWN["regulation"])
    title = sheet.header[columns["amount"]]
    amount = _amount(_text(cells, columns, "amount"), number, title)
    town = _text(cells, columns, "town") or municipality.name
    return Proposal(regulation, amount, town, municipality.code, number, title, _terms(regulation))


def _terms(regulation: Regulation) -> Terms | None:
    if not regulation.terms or not regulation.first_payment:
        return None
    return Terms(regulation.terms, regulation.first_payment, regulation.first_holds)


def _columns(row: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"[\W_]+", " ", name).strip().upper() for name in row]
    return {
        column: plain.index(found)
        for column in ("code", "town", "amount")
        if (found := next((name for name in KNOWN[column] if name in plain), None)) is not None
    }


def _missing(columns: Mapping[str, int]) -> list[str]:
    return [KNOWN[column][0] for column in NEEDED if column not in columns]


def _text(cells: Sequence[str], columns: Mapping[str, int], column: str) -> str:
    at = columns.get(column, len(cells))
    return cells[at].strip() if at < len(cells) else ""


def _code(cells: Sequence[str], columns: Mapping[str, int]) -> str:
    """`273`, `0273`, `GM0273` → `GM0273`."""
    return f"GM{_text(cells, columns, 'code').upper().removeprefix('GM').zfill(4)}"


def _amount(said: str, row: int, column: str) -> Decimal:
    plain = re.sub(r"[\s€]|,-$", "", said)
    try:
        if THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "")
        amount = rounded(Decimal(plain)) if FINE.fullmatch(plain) else Euros().value(plain, {})
    except Unread as unread:
        raise _wrong(said, row, column, unread.sentence) from unread
    if amount <= 0:
        raise _wrong(said, row, column, _("Expected more than nothing."))
    return amount


def _wrong(said: str, row: int, column: str, why: str) -> Invalid:
    message = _("Row %(row)s, column “%(column)s”: found “%(found)s”. %(why)s")
    shown = {"row": row, "column": column, "found": said[:60], "why": why}
    return Invalid.field("#/file", "wrong_cell", message % shown)
