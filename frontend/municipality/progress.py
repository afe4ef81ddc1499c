"""The yearly progress report: what was spent, what was done, and how far the measures are; for boards and directors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from catalogue.actor import MUNICIPAL_ROLES
from frontend.access import page
from frontend.municipality.measure_form import PHASE_WORDS
from frontend.municipality.programme import programme_of
from frontend.sayings import name_of
from frontend.wording import euro
from portal.accountability.progress import progress_of, years_of
from portal.funding import queries
from portal.funding.models import BudgetPlan
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def progress(request: HttpRequest) -> HttpResponseBase:
    """The report of `?year=`, else of this year, on the plan that holds or the newest."""
    programme = programme_of(request)
    versions = list(queries.plans_visible_to(acting(request)).filter(programme=programme))
    plan = next((each for each in versions if each.status == "adopted"), versions[0] if versions else None)
    years = years_of(plan) if plan else range(0)
    found = progress_of(plan, _year(request, plan)) if plan else None
    headings = [each for each in found.themes if each.theme and each.spent] if found else []
    spent = [(str(name_of(each.theme)), each.spent, euro(each.spent)) for each in headings if each.theme]
    context = {
        "programme": programme, "report": found, "years": years, "phases": PHASE_WORDS,
        "spent": spent, "today": timezone.localdate(), "year": found.year if found else timezone.localdate().year,
    }  # fmt: skip
    return render(request, "municipality/progress.html", context)


def _year(request: HttpRequest, plan: BudgetPlan) -> int:
    """The year that is asked for when the plan runs in it, else this year, or the one of the plan nearest to it."""
    years, asked = years_of(plan), request.GET.get("year", "")
    return int(asked) if asked in map(str, years) else min(max(timezone.localdate().year, years[0]), years[-1])
