"""What a file of DUO would change here: worked out against the rows that are there, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalogue.duo.rows import BoardRow, Site
from catalogue.organisations.models import Board, Municipality, PupilCount, School

SOURCE = "DUO"
TOLD = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a school or board that gets another value."""

    code: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is left out, and why."""

    row: int
    code: str
    why: str


@dataclass(slots=True)
class Outcome:
    """What the file does, per row, and the rows to write. `elsewhere`: rows of municipalities that are not the actor's.

    `counted` and `recounted` are pupil counts that are new or differ; a school that closed keeps everything it had.
    """

    kind: str
    rows: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    added: list[School] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    closed: list[School] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    changed: dict[str, School | Board] = field(default_factory=dict)
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    counted: list[PupilCount] = field(default_factory=list)
    recounted: list[PupilCount] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, int]:
        """How many of each."""
        return {
            "rows": self.rows, "added": len(self.added), "changed": len(self.changed), "closed": len(self.closed),
            "unchanged": self.unchanged, "refused": len(self.refused), "elsewhere": self.elsewhere,
            "municipalities": len(self.municipalities), "boards": len(self.boards),
            "counted": len(self.counted), "recounted": len(self.recounted),
        }  # fmt: skip

    @property
    def told(self) -> dict[str, list[dict[str, str]]]:
        """The first rows of each kind of change, in words for a reader."""
        return {
            "added": [{"code": each.location_code, "name": each.name} for each in self.added[:TOLD]],
            "closed": [{"code": each.location_code, "name": each.name} for each in self.closed[:TOLD]],
            "changes": [asdict(each) for each in self.changes[:TOLD]],
            "refused": [{"row": str(each.row), "code": each.code, "why": each.why} for each in self.refused[:TOLD]],
        }


class Comparison:
    """Compares the rows of one file with what is there. `own`: only this municipality, for an officer."""

    def __init__(self, kind: str, *, own: Municipality | None, today: date) -> None:
        self.outcome, self.own, self.today = Outcome(kind), own, today
        self.municipalities = {each.code: each for each in Municipality.objects.all()}
        self.boards = {each.number: each for each in Board.objects.all()}
        self.schools = {each.location_code: each for each in School.objects.select_related("board", "municipality")}
        self.seen: set[str] = set()

    def sites(self, sites: Iterable[Site]) -> None:
        """The register of sites: new, changed and closed schools of the sectors in the file."""
        sectors = set()
        for site in sites:
            sectors.add(site.sector)
            if self._concerns(site):
                self._site(site)
        self._close(sectors)

    def counts(self, sites: Sequence[Site]) -> None:
        """Pupils per site and date. A site that is in no register of sites comes along when it has pupils."""
        days = {day for site in sites for day, _pupils in site.pupils}
        rows = PupilCount.objects.filter(reference_date__in=days)
        if self.own:
            rows = rows.filter(school__municipality=self.own)
        known = {(row.school_id, row.reference_date): row for row in rows}
        for site in sites:
            if not self._concerns(site):
                continue
            school = self.schools.get(site.code)
            if school is None and not (site.pupils and site.pupils[-1][1] != 0):
                self.outcome.unchanged += 1
                continue
            school = school or self._add(site)
            touched = [self._count(school, day, pupils, known.get((school.pk, day))) for day, pupils in site.pupils]
            self.outcome.unchanged += not any(touched)

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
            self._compare(board, row.number, after)

    def _concerns(self, site: Site) -> bool:
        """Whether the row is about somebody here, and stands in the file for the first time."""
        self.outcome.rows += 1
        known = self.schools.get(site.code)
        if self.own and site.municipality != self.own.code:
            if known and known.municipality_id == self.own.pk:
                self._refuse(site, _("DUO files this site under %(town)s now. Ask the operator to move it."))
            else:
                self.outcome.elsewhere += 1
            return False
        if site.code in self.seen:
            self._refuse(site, _("This site stands in the file twice. The first row counts."))
            return False
        self.seen.add(site.code)
        return True

    def _refuse(self, site: Site, why: str) -> None:
        self.outcome.refused.append(Refusal(site.row, site.code, why % {"town": site.municipality_name}))

    def _site(self, site: Site) -> None:
        school = self.schools.get(site.code)
        if school is None:
            self._add(site, registered=True)
            return
        after: dict[str, Any] = {
            "name": site.name, "sector": site.sector, "board": self._board(site.board),
            "municipality": self._municipality(site), "street": site.street, "postcode": site.postcode,
            "city": site.city, "registered": True, "closed_on": None,
        }  # fmt: skip
        self._compare(school, site.code, after)

    def _compare(self, row: School | Board, code: str, after: dict[str, Any]) -> None:
        different = {name: value for name, value in after.items() if getattr(row, name) != value}
        if not different:
            self.outcome.unchanged += 1
            return
        for name, value in different.items():
            if name != "registered":
                before = getattr(row, name)
                self.outcome.changes.append(Change(code, row.name, name, _shown(before), _shown(value)))
            setattr(row, name, value)
        self.outcome.changed[code] = row

    def _add(self, site: Site, *, registered: bool = False) -> School:
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

    def _count(self, school: School, day: date, pupils: int | None, known: PupilCount | None) -> bool:
        """Whether the count is new here or differs. What a person filled in for a masked count stays."""
        if known is None:
            self.outcome.counted.append(
                PupilCount(school=school, reference_date=day, pupils=pupils, masked=pupils is None, source=SOURCE)
            )
            return True
        if known.pupils == pupils or (known.masked and pupils is None):
            return False
        known.pupils, known.masked, known.source = pupils, pupils is None, SOURCE
        self.outcome.recounted.append(known)
        return True


def _shown(value: object) -> str:
    return "" if value is None else str(value)
