"""A board sees its schools: money, wishes, bookings and what waits, each with the way to its year plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.actor import BOARD
from catalogue.money import ZERO
from catalogue.sheets import Sheet
from frontend.access import page
from frontend.list_tables import Cells
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bookings.of_schools import SchoolStanding, standing_of_schools
from portal.people.actors import acting

A_PAGE = 30
COLUMNS: Cells = (
    (lazy("School"), lambda row: row.school.name),
    (lazy("Kind of school"), lambda row: str(row.school.get_sector_display())),
    (lazy("Granted"), lambda row: row.granted),
    (lazy("Reserved"), lambda row: row.reserved),
    (lazy("Spent"), lambda row: row.spent),
    (lazy("Left"), lambda row: row.available),
    (lazy("On the shortlist"), lambda row: row.wishes),
    (lazy("Booked"), lambda row: row.booked),
    (lazy("Delivered"), lambda row: row.delivered),
    (lazy("Proposals to approve"), lambda row: row.proposed),
    (lazy("Deliveries to answer"), lambda row: row.to_judge),
)
ORDERS = {
    "name": lambda row: (row.school.name, str(row.school.pk)),
    "left": lambda row: (-row.available, row.school.name),
    "waiting": lambda row: (-row.waiting, row.school.name),
}


@page(BOARD)
def ours(request: HttpRequest) -> HttpResponseBase:
    """Every school of the board; `?q=` finds by name, `?sort=` orders, `?format=` gives the same as a file."""
    words = request.GET.get("q", "").strip()[:100]
    sort = request.GET.get("sort", "name")
    rows = [row for row in standing_of_schools(acting(request)) if words.lower() in row.school.name.lower()]
    rows.sort(key=ORDERS.get(sort, ORDERS["name"]))
    if way := way_asked(request):
        return table(_sheet(rows), way)
    shown = {
        "page": page_of(request, rows, size=A_PAGE),
        "rows": rows,
        "q": words,
        "sort": sort if sort in ORDERS else "name",
        "orders": [("name", _("by name")), ("left", _("most money left")), ("waiting", _("most that waits"))],
        "left": sum((row.available for row in rows), ZERO),
        "granted": sum((row.granted for row in rows), ZERO),
        "silent": sum(not row.wishes and not row.booked and not row.delivered for row in rows),
        "waiting": sum(row.waiting for row in rows),
    }
    return render(request, "schools/ours.html", shown)


def _sheet(rows: list[SchoolStanding]) -> Sheet:
    lines = ([read(row) for _name, read in COLUMNS] for row in rows)
    return Sheet(_("Our schools"), [str(name) for name, _read in COLUMNS], lines)
