"""Which register this is: two generations of column names of DUO, and the scores of CBS.

Formats: the files of DUO's open data, 2020 to 2026 (DOMAIN § 5.2). What columns are called is data (`columns.toml`). A
file that misses a column says which.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.errors import Invalid

SITES, COUNTS, BOARDS, SCORES = "sites", "counts", "boards", "scores"
KNOWN = tomllib.loads((Path(__file__).parent / "columns.toml").read_text())
KINDS: Mapping[str, str] = KNOWN["kinds"]
NEEDED = {
    SITES: ("site", "name", "board", "street", "postcode", "city", "municipality", "municipality name"),
    COUNTS: ("site", "name", "kind", "board", "municipality", "municipality name"),
    BOARDS: ("board", "board name"),
    SCORES: ("site",),
}
REFERENCE_DAY = (10, 1)  # pupils are counted on 1 October
YEAR = re.compile(r"(?:AANTAL )?LEERLINGEN (?:OP )?(?:0?1 10 |1 OKT(?:OBER)? )?(\d{4})")


@dataclass(frozen=True, slots=True)
class Edition:
    """A register: its kind, where each column stands, and the columns with pupils, oldest date first."""

    kind: str
    columns: Mapping[str, int]
    header: Sequence[str]
    years: Sequence[tuple[int, date]] = field(default_factory=tuple)

    def title(self, column: str) -> str:
        """What the file itself calls a column; what it is called most often when the file has none."""
        return self.header[self.columns[column]] if column in self.columns else KNOWN["columns"][column][0]


def recognise(header: Sequence[str], named: Mapping[str, str] | None = None) -> Edition:
    """The edition with this header. `Invalid` at `#/file` (`unknown_columns`) names the columns that are missing.

    `named` says what columns are called in a file with names of its own: `{"score": "Weging 2026"}`.
    """
    edition, missing = _read(header, named or {})
    if missing:
        message = _("This is not a file of DUO that is known here. Missing: %(missing)s. Found: %(found)s.")
        shown = {"missing": ", ".join(missing), "found": ", ".join(filter(None, header[:12]))[:300]}
        raise Invalid.field("#/file", "unknown_columns", message % shown)
    return edition


def is_header(row: Sequence[str], named: Mapping[str, str] | None = None) -> bool:
    """Whether a row names every column that some register needs: titles may stand above it."""
    return not _read(row, named or {})[1]


def _read(header: Sequence[str], named: Mapping[str, str]) -> tuple[Edition, list[str]]:
    plain = [_plain(name) for name in header]
    names = {column: [_plain(name) for name in known] for column, known in KNOWN["columns"].items()}
    names |= {column: [_plain(name)] for column, name in named.items()}
    columns = {
        column: plain.index(found)
        for column, known in names.items()
        if (found := next((name for name in known if name in plain), None)) is not None
    }
    years = sorted(
        ((at, date(int(year[1]), *REFERENCE_DAY)) for at, name in enumerate(plain) if (year := YEAR.fullmatch(name))),
        key=lambda counted: counted[1],
    )
    kind = _kind(columns, bool(years))
    missing = [KNOWN["columns"][column][0] for column in NEEDED[kind] if column not in columns]
    return Edition(kind, columns, header, years), missing


def _kind(columns: Mapping[str, int], has_years: bool) -> str:
    if has_years:
        return COUNTS
    if "score" in columns or "score above" in columns:
        return SCORES
    if "site" not in columns:
        return BOARDS
    return COUNTS if "pupils" in columns and "street" not in columns else SITES


def _plain(name: str) -> str:
    return re.sub(r"[\s_.:()/-]+", " ", name).strip().upper()
