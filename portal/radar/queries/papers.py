"""Which papers of a school the municipality waits for: the scan itself, and the cover sheet with its needs."""

from __future__ import annotations

from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.needs.queries import sheet_of
from portal.radar.states import SCAN_MISSING, SHEET_MISSING


def papers_missing(school: School, programme: Programme) -> tuple[str, ...]:
    """What this school can be reminded of handing in, in a programme; empty when both are in."""
    sheet = sheet_of(school, programme)
    missing = [] if sheet and sheet.scan_on else [SCAN_MISSING]
    return (*missing, *(() if sheet and sheet.status == "handed_in" else (SHEET_MISSING,)))
