"""Two versions of the plan side by side: what each gives its lines, and who did what when and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.errors import Refused
from frontend.access import page
from frontend.municipality.journal import MORE
from frontend.municipality.programme import programme_of
from portal.funding import queries
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def compare(request: HttpRequest) -> HttpResponseBase:
    """`?before=1&after=2`: by default the newest beside the one before it; 404 for what is not there."""
    programme = programme_of(request)
    versions = {row.number: row for row in queries.plans_visible_to(acting(request)).filter(programme=programme)}
    newest = sorted(versions, reverse=True)
    if len(newest) < 2:
        raise Refused("one_version", _("There are no two versions yet. Write a new one first; then compare them."))
    asked = [request.GET.get(name, "") for name in ("before", "after")]
    before, after = (int(said) if said.isdecimal() and len(said) < 9 else default
                     for said, default in zip(asked, (newest[1], newest[0]), strict=True))  # fmt: skip
    if before not in versions or after not in versions:
        raise Http404
    both = queries.compared(versions[before], versions[after])
    signed = [(both.after, both.after_signed), (both.before, both.before_signed)]
    context = {
        "programme": programme,
        "both": both,
        "signed": [(row, [(MORE.get(line.event, line.event), line) for line in lines]) for row, lines in signed],
    }
    return render(request, "municipality/plan_compare.html", context)
