"""How far each school is: its scan, its cover sheet, and its first choice (DOMAIN § 7 row 44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.actor import Actor
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.models import Programme
from portal.bookings import queries as bookings
from portal.bookings.states import GONE
from portal.needs.models import CoverSheet
from portal.needs.queries import sheets_visible_to


@dataclass(frozen=True, slots=True)
class Standing:
    """One school: when its scan came in, its sheet (if any), and how many bookings it has that still count."""

    school: School
    sheet: CoverSheet | None
    bookings: int

    @property
    def scan_on(self) -> date | None:
        """The day on which the municipality got the scan."""
        return self.sheet.scan_on if self.sheet else None

    @property
    def handed_in(self) -> bool:
        """Whether the cover sheet is in."""
        return self.sheet is not None and self.sheet.status == "handed_in"

    @property
    def is_complete(self) -> bool:
        """Scan in, sheet in, and something chosen."""
        return bool(self.scan_on and self.handed_in and self.bookings)


def standings_of(actor: Actor, programme: Programme) -> list[Standing]:
    """Every school that takes part, those that are least far first. Four statements, however many schools."""
    sheets = {sheet.school_id: sheet for sheet in sheets_visible_to(actor).filter(programme=programme)}
    rows = bookings.visible_to(actor).filter(offer__programme=programme).exclude(status__in=GONE)
    counted: dict[object, int] = {}
    for school in rows.order_by().values_list("school", flat=True):
        counted[school] = counted.get(school, 0) + 1
    schools = schools_visible_to(actor).select_related("board").order_by("name", "pk")
    found = [Standing(school, sheets.get(school.pk), counted.get(school.pk, 0)) for school in schools]
    return sorted(found, key=lambda each: (bool(each.scan_on) + each.handed_in + bool(each.bookings), each.school.name))
