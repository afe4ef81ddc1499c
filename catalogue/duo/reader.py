"""From the cells of a row to what it says; every cell that cannot be read is named with its row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.duo.editions import KINDS, Edition
from catalogue.duo.rows import BoardRow, ScoreRow, Site, place_name
from catalogue.errors import Fault, Invalid
from catalogue.organisations import identifiers
from catalogue.sheets import Sheet

MOST_FAULTS = 50
TOLD_AFTER = 250  # rows between two tellings of progress
MASKED = ("<5", "X", "MINDERDAN5", "MINDERDANVIJF")  # the source says no more than "fewer than five"
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d")
SCORE = re.compile(r"\d{1,6}(?:[.,]\d{1,20})?", re.ASCII)
DECIMALS = 6  # of a score; a workbook keeps 12.34 as 12.339999999999999857


class Reader:
    """Reads the rows of one file; what is wrong is collected, and told when the file has been read.

    `day` is the reference date of a file that names none itself; `told` hears how many rows were read.
    """

    def __init__(
        self, edition: Edition, sheet: Sheet, *, years: int, day: date | None = None,
        told: Callable[[int], None] = lambda _rows: None,
    ) -> None:  # fmt: skip
        self.edition, self.sheet, self.faults, self.day, self.told = edition, sheet, list[Fault](), day, told
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

    def scores(self) -> Iterator[ScoreRow]:
        """Every score in the file (of the kind `scores`)."""
        for number, cells in self._rows():
            before = len(self.faults)
            code, day = self._code(number, cells), self._day(number, cells)
            said = [self._score(number, cells, column) for column in ("score", "score above")]
            if day and said != [None, None] and len(self.faults) == before:
                yield ScoreRow(number, code, day, *said)

    def finish(self) -> None:
        """`Invalid` with every cell that could not be read, up to fifty, when there is one."""
        if self.faults:
            raise Invalid(*self.faults)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        for read, (number, cells) in enumerate(self.sheet.numbered(), start=1):
            yield number, cells
            if len(self.faults) >= MOST_FAULTS:
                return
            if read % TOLD_AFTER == 0:
                self.told(read)

    def _site(self, number: int, cells: list[str]) -> Site | None:
        before = len(self.faults)
        code = self._code(number, cells)
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

    def _code(self, number: int, cells: list[str]) -> str:
        """The six signs of a site: they stand in one cell, or in two of four and of one or two."""
        site = re.sub(r"[\s|-]", "", self._text(cells, "site")).upper()
        code = site if len(site) == 6 else self._text(cells, "institution").upper() + site.zfill(2)
        self._checked(number, "site", code, identifiers.is_location_code)
        return code

    def _text(self, cells: list[str], column: str) -> str:
        at = self.edition.columns.get(column)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def _name(self, number: int, cells: list[str]) -> str:
        name = re.sub(r"\s+", " ", self._text(cells, "name"))
        if not name:
            self._fault(number, "name", "", _("the name of the site"))
        return name[:120]

    def _municipality(self, number: int, cells: list[str]) -> str:
        digits = self._text(cells, "municipality").upper().removeprefix("GM")
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
        for at, day in self._counted(number, cells):
            said = re.sub(r"\s", "", cells[at] if at < len(cells) else "").upper()
            if said in MASKED:
                counts.append((day, None))
            elif re.fullmatch(r"\d{1,6}|\d{1,3}\.\d{3}", said, re.ASCII):
                counts.append((day, int(said.replace(".", ""))))
            elif said:
                self._say(number, self.edition.header[at], said, _("a whole number, or “<5”"))
        return tuple(counts)

    def _counted(self, number: int, cells: list[str]) -> Sequence[tuple[int, date]]:
        """Where the counts of a row stand, and of which day they are: a column per year, or one with its day."""
        if "pupils" not in self.edition.columns or self.years:
            return self.years
        day = self._day(number, cells)
        return [(self.edition.columns["pupils"], day)] if day else []

    def _day(self, number: int, cells: list[str]) -> date | None:
        said = self._text(cells, "day")
        if not said and self.day:
            return self.day
        for form in DAYS:
            try:
                return datetime.strptime(said, form).date()
            except ValueError:
                continue
        self._fault(number, "day", said, _("a reference date, such as 2025-10-01, here or for the whole file"))
        return None

    def _score(self, number: int, cells: list[str], column: str) -> Decimal | None:
        said = re.sub(r"\s", "", self._text(cells, column))
        if said in ("", "-", "."):
            return None
        if not SCORE.fullmatch(said):
            self._fault(number, column, said, _("a score, such as 123,45"))
            return None
        return Decimal(f"{Decimal(said.replace(',', '.')):.{DECIMALS}f}")

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
