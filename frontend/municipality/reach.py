"""Whom each activity reaches, what it costs, and whether it reaches the children that it is meant for."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.offers.states import TARGET_GROUPS
from frontend import wording
from frontend.access import page
from portal.monitoring import queries
from portal.monitoring.queries import Overview
from portal.people.actors import acting

GROUPS = dict(TARGET_GROUPS)


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
        "chart": _chart(found) if found else [],
    }
    return render(request, "municipality/reach.html", context)


def _chart(found: Overview) -> list[tuple[str, Decimal, str]]:
    """The share of target pupils of each activity, for a chart; those that are not known are left out."""
    shares = [(each.offer.text.title, each.target_percent) for each in found.activities]
    return [(title, share, wording.percent(share)) for title, share in shares if share is not None]
