"""All bookings of the school, newest first, by how far they are."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend import list_tables
from frontend.access import page
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bookings import queries
from portal.bookings.models import Booking
from portal.people.actors import acting

STAGES = {
    "waiting": ("proposed", "requested"),
    "planned": ("confirmed",),
    "delivered": ("delivered", "disputed"),
    "done": ("accepted",),
    "ended": ("declined", "withdrawn", "cancelled", "cancelled_late"),
}


@page(*SCHOOL_ROLES, BOARD)
def bookings(request: HttpRequest) -> HttpResponseBase:
    """The list, `?stage=` picks; a board sees those of all its schools."""
    mine = queries.visible_to(acting(request))
    counts = dict(mine.order_by().prefetch_related(None).values_list("status").annotate(number=Count("pk")))
    stage = request.GET.get("stage", "")
    rows: QuerySet[Booking] = mine.filter(status__in=STAGES[stage]) if stage in STAGES else mine
    if way := way_asked(request):
        return table(list_tables.bookings(rows), way)
    shown = {
        "page": page_of(
            request, rows.select_related("offer__revision").prefetch_related("offer__revision__themes"), size=20
        ),
        "stage": stage if stage in STAGES else "",
        "stages": [
            (name, label, sum(counts.get(status, 0) for status in STAGES.get(name, counts)))
            for name, label in _labels().items()
        ],
        "of_board": acting(request).role == BOARD,
    }
    return render(request, "schools/bookings.html", shown)


def _labels() -> dict[str, str]:
    return {
        "": _("All"),
        "waiting": _("Waiting"),
        "planned": _("Planned"),
        "delivered": _("Delivered"),
        "done": _("Done"),
        "ended": _("Ended"),
    }
