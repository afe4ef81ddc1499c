"""What the children of all schools need, per theme; what has no offer yet; and who did not say anything yet."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.sheets import Sheet
from frontend.access import page
from frontend.charts import bars
from frontend.municipality.papers import rows_of, to_remind
from frontend.municipality.programme import programme_of
from frontend.tables import table, way_asked
from portal.bookings.queries import answered_needs
from portal.monitoring.standings import standings_of
from portal.needs import queries
from portal.needs.queries import ThemeNeeds
from portal.people.actors import acting
from portal.surveys import results as surveys


@page(*MUNICIPAL_ROLES)
def needs(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`; `?format=xlsx|csv` gives every need as a row."""
    actor, programme = acting(request), programme_of(request)
    themes, answered = queries.overview(actor, programme), answered_needs(actor, programme)
    if way := way_asked(request):
        return table(_as_sheet(themes, answered), way)
    standings = standings_of(actor, programme)
    rows = rows_of(programme, standings)
    booked = [sum(need.pk in answered for need in row.needs) for row in themes]
    context = {
        "programme": programme,
        "themes": list(zip(themes, bars([("", Decimal(row.pupils), "") for row in themes]), booked, strict=True)),
        "unmet": [need for row in themes for need in row.unmet],
        "missed": surveys.topics_without_offer(actor, programme),
        "said": sum(len(row.needs) for row in themes),
        "rows": rows,
        "all": to_remind(rows),
        "officer": actor.role == OFFICER,
        "waiting": sum(not each.is_complete for each in standings),
    }
    return render(request, "municipality/needs.html", context)


def _as_sheet(themes: list[ThemeNeeds], answered: set[UUID]) -> Sheet:
    header = (_("Theme"), _("School"), _("Pupils"), _("Urgency"), _("What is needed"), _("Offer"), _("Booked for it"))
    rows = (
        (row.theme.name, need.sheet.school.name, need.pupils, need.urgency, need.words,
         _("no offer yet") if need in row.unmet else _("there is an offer"),
         _("yes") if need.pk in answered else _("no"))
        for row in themes
        for need in row.needs
    )  # fmt: skip
    return Sheet(_("Needs"), header, rows)
