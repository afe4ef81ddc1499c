"""Sites and boards of a register beside those that are here: what is new, differs, is gone, or is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalogue.duo.outcome import Outcome, Told
from catalogue.duo.rows import BoardRow, Site
from catalogue.organisations.models import Board, Municipality, School


class Comparison:
    """Compares the rows of one file with what is there."""

    def __init__(self, kind: str, *, own: Municipality | None, today: date) -> None:
        self.outcome, self.own, self.today = Outcome(kind), own, today
        self.municipalities = {each.code: each for each in Municipality.objects.all()}
        self.boards = {each.number: each for each in Board.objects.all()}
        self.schools = {each.location_code: each for each in School.objects.select_related("board", "municipality")}
        self.seen: set[str] = set()
        self.scored: set[tuple[str, date]] = set()

    def sites(self, sites: Iterable[Site]) -> None:
        """The register of sites: new, changed and closed schools of the sectors in the file."""
        sectors = set()
        for site in sites:
            sectors.add(site.sector)
            if self._concerns(site):
                self._site(site)
        self._close(sectors)

    def named(self, boards: Iterable[BoardRow]) -> None:
        """The names of boards that have a school here."""
        here = {each.board_id for each in self.schools.values() if self.own in (None, each.municipality)}
        for row in boards:
            self.outcome.rows += 1
            board = self.boards.get(row.number)
            if board is None or board.pk not in here:
                self.outcome.elsewhere += 1
                continue
            after = {"name": row.name, "kvk": row.kvk or board.kvk}
            self._compare(row.row, board, row.number, after)

    def _concerns(self, site: Site) -> bool:
        """Whether the row is about somebody here, and stands in the file for the first time."""
        self.outcome.rows += 1
        known = self.schools.get(site.code)
        if self.own and site.municipality != self.own.code:
            if known and known.municipality_id == self.own.pk:
                why = _("DUO files this site under %(town)s now. Ask the operator to move it.")
                self._refuse(site.row, site.code, site.name, why % {"town": site.municipality_name})
            else:
                self.outcome.elsewhere += 1
            return False
        if site.code in self.seen:
            why = _("This site stands in the file twice. The first row counts.")
            self._refuse(site.row, site.code, site.name, why)
            return False
        self.seen.add(site.code)
        return True

    def _refuse(self, row: int, code: str, name: str, why: str) -> None:
        self.outcome.refused += 1
        self.outcome.tell("refused", Told(row, code, name, why=why))

    def _site(self, site: Site) -> None:
        school = self.schools.get(site.code)
        if school is None:
            added = self._school(site, registered=True)
            self.outcome.tell("added", Told(site.row, site.code, added.name))
            return
        after: dict[str, Any] = {
            "name": site.name, "sector": site.sector, "board": self._board(site.board),
            "municipality": self._municipality(site), "street": site.street, "postcode": site.postcode,
            "city": site.city, "registered": True, "closed_on": None,
        }  # fmt: skip
        self._compare(site.row, school, site.code, after)

    def _compare(self, number: int, row: School | Board, code: str, after: dict[str, Any]) -> None:
        different = {name: value for name, value in after.items() if getattr(row, name) != value}
        if not different:
            self.outcome.unchanged += 1
            return
        changes = [
            (name, shown(getattr(row, name)), shown(value)) for name, value in different.items() if name != "registered"
        ]
        self.outcome.different += 1
        self.outcome.tell("changed", Told(number, code, row.name, changes))
        for name, value in different.items():
            setattr(row, name, value)
        self.outcome.changed[code] = row

    def _school(self, site: Site, *, registered: bool = False) -> School:
        school = School(
            municipality=self._municipality(site), board=self._board(site.board), name=site.name, sector=site.sector,
            location_code=site.code, street=site.street, postcode=site.postcode, city=site.city, registered=registered,
        )  # fmt: skip
        self.schools[site.code] = school
        self.outcome.added.append(school)
        return school

    def _municipality(self, site: Site) -> Municipality:
        found = self.municipalities.get(site.municipality)
        if found is None:
            found = Municipality(name=site.municipality_name, code=site.municipality, takes_part=False)
            self.municipalities[site.municipality] = self.outcome.municipalities[site.municipality] = found
        return found

    def _board(self, number: str) -> Board | None:
        if not number:
            return None
        found = self.boards.get(number)
        if found is None:
            found = Board(number=number, name=_("Board %(number)s") % {"number": number})
            self.boards[number] = self.outcome.boards[number] = found
        return found

    def _close(self, sectors: set[str]) -> None:
        for code, school in self.schools.items():
            here = self.own is None or school.municipality_id == self.own.pk
            gone = school.registered and school.closed_on is None and code not in self.seen
            if here and gone and school.sector in sectors:
                school.closed_on = self.today
                self.outcome.closed.append(school)
                self.outcome.tell("closed", Told(None, code, school.name))


def shown(value: object) -> str:
    """A value as it is told; nothing when there is none."""
    return "" if value is None else str(value)
