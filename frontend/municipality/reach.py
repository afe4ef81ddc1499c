"""Whom each activity reaches, what it costs, and whether it reaches the children that it is meant for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.offers.states import TARGET_GROUPS
from frontend.access import page
from frontend.charts import WIDTH, bars
from portal.monitoring import queries
from portal.monitoring.queries import Overview, Reach
from portal.people.actors import acting

GROUPS = dict(TARGET_GROUPS)
NOTHING = Decimal(0)
MARK = 8  # how wide the line of the municipality is


@page(*MUNICIPAL_ROLES)
def reach(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`; `?group=` picks the activities for one target group."""
    programmes = list(queries.programmes_visible_to(acting(request)))
    asked, group = request.GET.get("programme", ""), request.GET.get("group", "")
    programme = next((each for each in programmes if str(each.pk) == asked), programmes[0] if programmes else None)
    groups = [group] if group in GROUPS else []
    found = queries.reach_of(programme, target_groups=groups) if programme else None
    context = {
        "programmes": programmes,
        "programme": programme,
        "group": group if groups else "",
        "groups": TARGET_GROUPS,
        "overview": found,
        "rows": _rows(found) if found else [],
    }
    return render(request, "municipality/reach.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """An activity, the width of the bar of its target pupils, and where the share of the municipality stands in it."""

    activity: Reach
    width: int
    mark: int | None


def _rows(found: Overview) -> list[Row]:
    """The bars share one scale, so that the eye compares activities with each other and with the municipality."""
    shares = [each.target_percent or NOTHING for each in found.activities]
    *widths, mark = [
        bar.width for bar in bars([("", share, "") for share in (*shares, found.target_percent or NOTHING)])
    ]
    shown = None if found.target_percent is None else min(mark, WIDTH - MARK)
    return [Row(each, width, shown) for each, width in zip(found.activities, widths, strict=True)]
