"""Which file of DUO this is: two generations of column names, of which only those below are read.

Formats: the files of DUO's open data, 2020 to 2026 (DOMAIN § 5.2). A file that misses a column says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from catalogue.errors import Invalid

SITES, COUNTS, BOARDS = "sites", "counts", "boards"
# what a column is called here, and every name that an edition gave it
NAMES: Mapping[str, tuple[str, ...]] = {
    "institution": ("INSTELLINGSCODE", "BRIN NUMMER"),
    "site": ("VESTIGINGSCODE", "VESTIGINGSNUMMER"),
    "name": ("VESTIGINGSNAAM", "NAAM VESTIGING", "INSTELLINGSNAAM VESTIGING"),
    "board": ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE"),
    "board name": ("BEVOEGD GEZAG NAAM",),
    "kvk": ("KVK-NUMMER", "KVK NUMMER"),
    "street": ("STRAATNAAM",),
    "house number": ("HUISNUMMER-TOEVOEGING", "HUISNUMMER TOEVOEGING"),
    "postcode": ("POSTCODE", "POSTCODE VESTIGING"),
    "city": ("PLAATSNAAM", "PLAATSNAAM VESTIGING"),
    "municipality": ("GEMEENTENUMMER", "GEMEENTECODE VESTIGING", "GEMEENTECODE"),
    "municipality name": ("GEMEENTENAAM", "GEMEENTENAAM VESTIGING"),
    "kind": ("SOORT VESTIGING", "SOORT PO", "SOORT ONDERWIJS"),
    "structure": ("ONDERWIJSSTRUCTUUR",),
}
NEEDED = {
    SITES: ("institution", "site", "name", "board", "street", "postcode", "city", "municipality", "municipality name"),
    COUNTS: ("institution", "site", "name", "kind", "board", "municipality", "municipality name"),
    BOARDS: ("board", "board name"),
}
REFERENCE_DAY = (10, 1)  # pupils are counted on 1 October
YEAR = re.compile(r"LEERLINGEN (\d{4})")


@dataclass(frozen=True, slots=True)
class Edition:
    """A file of DUO: its kind, where each column stands, and the columns with pupils, oldest date first."""

    kind: str
    columns: Mapping[str, int]
    header: Sequence[str]
    years: Sequence[tuple[int, date]] = field(default_factory=tuple)

    def title(self, column: str) -> str:
        """What the file itself calls a column."""
        return self.header[self.columns[column]]


def recognise(header: Sequence[str]) -> Edition:
    """The edition with this header. `Invalid` at `#/file` (`unknown_columns`) names the columns that are missing."""
    plain = [_plain(name) for name in header]
    columns = {column: plain.index(name) for column, names in NAMES.items() for name in names if name in plain}
    years = sorted(
        ((at, date(int(found[1]), *REFERENCE_DAY)) for at, name in enumerate(plain) if (found := YEAR.fullmatch(name))),
        key=lambda year: year[1],
    )
    kind = COUNTS if years else SITES if "site" in columns else BOARDS
    if missing := [NAMES[column][0] for column in NEEDED[kind] if column not in columns]:
        message = _("This is not a file of DUO that is known here. Missing: %(missing)s. Found: %(found)s.")
        shown = {"missing": ", ".join(missing), "found": ", ".join(header[:12])[:300]}
        raise Invalid.field("#/file", "unknown_columns", message % shown)
    return Edition(kind, columns, header, years)


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name).strip().upper()
