"""From the cells of a row to what it says; every cell that cannot be read is named with its row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.duo.editions import BOARDS, COUNTS, SITES, Edition
from catalogue.errors import Fault, Invalid
from catalogue.organisations import identifiers
from catalogue.sheets import Sheet

MOST_FAULTS = 50
KINDS = {"BO": "PO", "SBO": "SBO", "SO": "SO", "VSO": "VSO", "SO/VSO": "SO", "VO": "VO"}
MASKED = ("<5", "X")  # the source says no more than "fewer than five"
SMALL = {"aan", "bij", "de", "den", "der", "en", "gem", "het", "in", "op", "over", "te", "ter", "van", "'s", "'t"}


@dataclass(frozen=True, slots=True)
class Site:
    """A school site. `pupils` by reference date; `None`: the source masks the count. No street: the file has none."""

    row: int
    code: str
    name: str
    sector: str
    board: str
    municipality: str
    municipality_name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    pupils: tuple[tuple[date, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A competent authority by its number."""

    row: int
    number: str
    name: str
    kvk: str


class Reader:
    """Reads the rows of one file; what is wrong is collected, and told when the file has been read."""

    def __init__(self, edition: Edition, sheet: Sheet, *, years: int) -> None:
        self.edition, self.sheet, self.faults = edition, sheet, list[Fault]()
        self.years = edition.years[-years:] if years else edition.years

    def sites(self) -> Iterator[Site]:
        """Every site in the file (of the kinds `sites` and `counts`)."""
        for number, cells in self._rows():
            site = self._site(number, cells)
            if site:
                yield site

    def boards(self) -> Iterator[BoardRow]:
        """Every board in the file (of the kind `boards`)."""
        for number, cells in self._rows():
            board = self._board_number(number, cells)
            name = self._text(cells, "board name")[:120]
            if board and name:
                kvk = self._text(cells, "kvk")
                yield BoardRow(number, board, name, kvk and kvk.zfill(8))

    def finish(self) -> None:
        """`Invalid` with every cell that could not be read, up to fifty, when there is one."""
        if self.faults:
            raise Invalid(*self.faults)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self.sheet.numbered():
            yield number, cells
            if len(self.faults) >= MOST_FAULTS:
                return

    def _site(self, number: int, cells: list[str]) -> Site | None:
        before = len(self.faults)
        site = self._text(cells, "site").upper()
        code = site if len(site) == 6 else self._text(cells, "institution").upper() + site.zfill(2)
        self._checked(number, "site", code, identifiers.is_location_code)
        municipality = self._municipality(number, cells)
        postcode = self._text(cells, "postcode")
        if postcode:
            self._checked(number, "postcode", postcode, identifiers.is_postcode)
        found = Site(
            number, code, self._name(number, cells), self._sector(number, cells), self._board_number(number, cells),
            municipality, place_name(self._text(cells, "municipality name")),
            f"{self._text(cells, 'street')} {self._text(cells, 'house number')}".strip()[:120],
            postcode, place_name(self._text(cells, "city"))[:80], self._pupils(number, cells),
        )  # fmt: skip
        return found if len(self.faults) == before else None

    def _text(self, cells: list[str], column: str) -> str:
        at = self.edition.columns.get(column)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def _name(self, number: int, cells: list[str]) -> str:
        name = re.sub(r"\s+", " ", self._text(cells, "name"))
        if not name:
            self._fault(number, "name", "", _("the name of the site"))
        return name[:120]

    def _municipality(self, number: int, cells: list[str]) -> str:
        digits = self._text(cells, "municipality")
        if not re.fullmatch(r"\d{1,4}", digits, re.ASCII):
            self._fault(number, "municipality", digits, _("a number of at most 4 digits"))
        return f"GM{digits.zfill(4)}"

    def _board_number(self, number: int, cells: list[str]) -> str:
        digits = self._text(cells, "board")
        if digits and not re.fullmatch(r"\d{1,5}", digits, re.ASCII):
            self._fault(number, "board", digits, _("5 digits"))
        return digits.zfill(5) if digits else ""

    def _sector(self, number: int, cells: list[str]) -> str:
        if "structure" in self.edition.columns:
            return "VO"
        if "kind" not in self.edition.columns:
            return "PO"
        kind = self._text(cells, "kind").upper()
        if kind not in KINDS:
            self._fault(number, "kind", kind, ", ".join(KINDS))
        return KINDS.get(kind, "")

    def _pupils(self, number: int, cells: list[str]) -> tuple[tuple[date, int | None], ...]:
        counts: list[tuple[date, int | None]] = []
        for at, day in self.years:
            said = (cells[at] if at < len(cells) else "").strip().upper()
            if said in MASKED:
                counts.append((day, None))
            elif re.fullmatch(r"\d{1,6}", said, re.ASCII):
                counts.append((day, int(said)))
            elif said:
                self._say(number, self.edition.header[at], said, _("a whole number, or “<5”"))
        return tuple(counts)

    def _checked(self, number: int, column: str, value: str, check: Callable[[str], None]) -> None:
        try:
            check(value)
        except ValidationError as error:
            self._fault(number, column, value, str(error.params["expected"]) if error.params else "")

    def _fault(self, number: int, column: str, found: str, expected: str) -> None:
        self._say(number, self.edition.title(column), found, expected)

    def _say(self, number: int, title: str, found: str, expected: str) -> None:
        message = _("Row %(row)s, column “%(column)s”: found “%(found)s”; expected %(expected)s.")
        shown = {"row": number, "column": title, "found": found[:60], "expected": expected}
        self.faults.append(Fault("#/file", "wrong_cell", message % shown))


def place_name(shouted: str) -> str:
    """`'S-GRAVENHAGE` → `'s-Gravenhage`, `ALTEVEER GEM NOORDENVELD` → `Alteveer gem Noordenveld`."""
    words = re.split(r"([\s-])", re.sub(r"\s+", " ", shouted.strip()).lower())
    return "".join(
        word if (word in SMALL and (at or word.startswith("'"))) else _capital(word) for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    if word.startswith("ij"):
        return f"IJ{word[2:]}"
    return word[:1].upper() + word[1:]


__all__ = ["BOARDS", "COUNTS", "SITES", "BoardRow", "Reader", "Site", "place_name"]
