"""The plan of seven steps: where do we stand, and where is it done?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from frontend.access import page
from portal.monitoring.queries import programmes_visible_to
from portal.monitoring.steps import source, steps_of
from portal.people.actors import acting

WHERE: dict[str, tuple[str, str | Promise]] = {
    "urgency": ("municipality:schools", _("schools of which the target pupils are counted")),
    "organise": ("municipality:panels", _("panels in which parties work together")),
    "data": ("municipality:needs", _("cover sheets of schools handed in")),
    "results": ("municipality:measures", _("themes with the result that is wanted")),
    "approach": ("municipality:plan", _("budget plans adopted")),
    "measuring": ("municipality:evaluations", _("evaluations by schools")),
    "execute": ("municipality:bookings", _("bookings delivered")),
}


@page(*MUNICIPAL_ROLES)
def steps(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`."""
    programmes = list(programmes_visible_to(acting(request)))
    asked = request.GET.get("programme", "")
    programme = next((each for each in programmes if str(each.pk) == asked), programmes[0] if programmes else None)
    rows = (
        [(each, reverse(WHERE[each.code][0]), WHERE[each.code][1]) for each in steps_of(programme)] if programme else []
    )
    context = {"programmes": programmes, "programme": programme, "rows": rows, "source": source()}
    return render(request, "municipality/steps.html", context)
