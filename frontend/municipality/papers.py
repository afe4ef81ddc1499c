"""How far each school is with its scan, sheet and choice, and whom of them a reminder can go to now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.programmes.models import Programme
from portal.monitoring.standings import Standing
from portal.radar.models import Reminder
from portal.radar.queries import again_on, last_reminders, terms_of
from portal.radar.states import SCAN_MISSING, SHEET_MISSING


@dataclass(frozen=True, slots=True)
class Paper:
    """What a school still has to hand in: since when it was reminded, and when that may be done again."""

    about: str
    reminded_on: datetime | None
    again_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A school, and what it did not hand in yet (`None`: it is in)."""

    standing: Standing
    scan: Paper | None
    sheet: Paper | None


def rows_of(programme: Programme, standings: Sequence[Standing]) -> list[Row]:
    """A row per school. Two statements, however many schools."""
    terms, last = terms_of(programme), last_reminders(programme)

    def paper(standing: Standing, about: str) -> Paper:
        reminder: Reminder | None = last.get((standing.school.pk, about))
        return Paper(about, reminder.created_at if reminder else None, again_on(reminder, terms))

    return [
        Row(
            each,
            None if each.scan_on else paper(each, SCAN_MISSING),
            None if each.handed_in else paper(each, SHEET_MISSING),
        )
        for each in standings
    ]


def to_remind(rows: Sequence[Row]) -> list[tuple[str, list[Standing]]]:
    """Per subject the schools that can be reminded of it now; only where there are more than one."""
    waiting = [
        (SCAN_MISSING, [row.standing for row in rows if row.scan and not row.scan.again_on]),
        (SHEET_MISSING, [row.standing for row in rows if row.sheet and not row.sheet.again_on]),
    ]
    return [(about, schools) for about, schools in waiting if len(schools) > 1]
