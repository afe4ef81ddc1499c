"""Measures: who does what, when, and what does it cost? Their timeline, their phases, and what changed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER, PROJECT_TEAM
from catalogue.lifecycle import expect
from catalogue.programmes.models import Programme, Theme
from catalogue.programmes.queries import themes
from frontend import list_tables
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.municipality.measure_form import PHASE_WORDS, MeasureForm
from frontend.municipality.measure_words import Said, history_of, in_words
from frontend.municipality.programme import programme_of
from frontend.tables import table, way_asked
from frontend.timeline import timeline
from portal.funding import actions, queries, rules
from portal.funding.models import BudgetPlan, Measure
from portal.funding.queries.costs import Part
from portal.monitoring import indicators
from portal.monitoring import rules as monitoring
from portal.people.actors import acting

DEEDS: dict[str, str | Promise] = {
    "trial": gettext_lazy("Try it out"),
    "full": gettext_lazy("Do it in full"),
    "lasting": gettext_lazy("Make it lasting"),
    "stopped": gettext_lazy("Stop this measure"),
}


class PhaseForm(PageForm):
    """The phase that a measure enters, and why."""

    phase = forms.ChoiceField(choices=list(DEEDS.items()), widget=forms.HiddenInput)
    reason = Words(most=500, rows=2, required=False, label=gettext_lazy("Why?"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Group:
    """A theme with its measures, and what they cost beside what its lines plan."""

    theme: Theme | None
    measures: list[Said]
    part: Part | None


@page(*MUNICIPAL_ROLES)
def measures(request: HttpRequest) -> HttpResponseBase:
    """All measures of a programme by theme, with their timeline; `?format=` gives them as a table."""
    programme, actor = programme_of(request), acting(request)
    rows = queries.measures_visible_to(actor).filter(programme=programme)
    if way := way_asked(request):
        return table(list_tables.measures(rows), way)
    found, plan = list(rows), _plan(request, programme)
    if plan:
        plan.programme = programme
    runs = (plan.runs_from, plan.runs_until) if plan else (programme.starts_on, programme.ends_on)
    context = {
        "programme": programme,
        "plan": plan,
        "groups": _groups(found, queries.bottom_up(plan).themes if plan else []),
        "timeline": timeline(found, *runs, timezone.localdate()),
        "phases": PHASE_WORDS,
        "findings": [each for each in queries.contradictions(plan) if each.code.startswith("measure")] if plan else [],
        "may_plan": rules.may_draft(actor, programme),
    }
    return render(request, "municipality/measures.html", context)


@page(OFFICER, PROJECT_TEAM, methods=("GET", "HEAD", "POST"))
def add(request: HttpRequest) -> HttpResponseBase:
    """Write a measure down."""
    programme = programme_of(request)
    form = _form(request, programme)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _added(request, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"programme": programme, "form": form}
    return render(request, "municipality/measure_new.html", context, status=form.status)


@page(*MUNICIPAL_ROLES)
def measure(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One measure with what changed in it; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(OFFICER, PROJECT_TEAM)
def change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Other words, another lead, planning or cost."""
    row = _mine(request, pk)
    form = _form(request, row.programme, row)
    if form.is_valid():
        answer = attempt(request, lambda: _changed(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, row, form)


@deed_page(OFFICER)
def phase(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The next phase, or the end of it."""
    row, form = _mine(request, pk), PhaseForm(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _moved(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, row, refused=form)


def _added(request: HttpRequest, programme: Programme, form: MeasureForm) -> Done:
    made = actions.add_measure(programme, by=acting(request), **form.said)
    return Done(reverse("municipality:measure", args=[made.pk]), _("Written down. It is being prepared."))


def _changed(request: HttpRequest, pk: UUID, form: MeasureForm) -> Done:
    row = _mine(request, pk)
    expect(row, form.cleaned_data["version"])
    actions.change_measure(row, by=acting(request), because=form.cleaned_data["because"], **form.said)
    return Done(reverse("municipality:measure", args=[pk]), _("Kept. What it was stays readable below."))


def _moved(request: HttpRequest, pk: UUID, form: PhaseForm) -> Done:
    row, given = _mine(request, pk), form.cleaned_data
    expect(row, given["version"])
    actions.enter_phase(row, given["phase"], by=acting(request), reason=given["reason"])
    return Done(reverse("municipality:measure", args=[pk]), _("Noted: the measure is in its next phase."))


def _form(request: HttpRequest, programme: Programme, row: Measure | None = None) -> MeasureForm:
    plan = _plan(request, programme)
    filled = request.POST if request.method == "POST" and "name" in request.POST else None
    lines = list(plan.lines.all()) if plan else []
    return MeasureForm(filled, programme, list(themes().filter(programme=programme)), lines, row)


def _mine(request: HttpRequest, pk: UUID) -> Measure:
    return get_object_or_404(queries.measures_visible_to(acting(request)), pk=pk)


def _plan(request: HttpRequest, programme: Programme) -> BudgetPlan | None:
    """The plan that holds, else the newest."""
    versions = list(queries.plans_visible_to(acting(request)).filter(programme=programme))
    return next((each for each in versions if each.status == "adopted"), versions[0] if versions else None)


def _groups(found: Sequence[Measure], parts: Sequence[Part]) -> list[Group]:
    """By theme, in the order in which they come; those without a theme last."""
    by_theme: dict[UUID | None, list[Said]] = {}
    for each in found:
        by_theme.setdefault(each.theme_id, []).append(in_words(each))
    costs = {part.theme.pk: part for part in parts if part.theme}
    names = {each.theme_id: each.theme for each in found}
    ordered = sorted(by_theme, key=lambda key: key is None)
    return [Group(names[key], by_theme[key], costs.get(key) if key else None) for key in ordered]


def _shown(
    request: HttpRequest, row: Measure, form: MeasureForm | None = None, refused: PhaseForm | None = None
) -> HttpResponseBase:
    actor = acting(request)
    may = rules.may_divide(actor, row.programme)
    context: dict[str, Any] = {
        "measure": row,
        "said": in_words(row),
        "history": history_of(row),
        "indicators": indicators.standings_of(actor, indicators.indicators_visible_to(actor).filter(measure=row)),
        "may_define": monitoring.may_define(actor, row.municipality_id),
        "next": [(name, DEEDS[name]) for name in DEEDS if may and name in row.MOVES[row.status]],
        "form": form or (_form(request, row.programme, row) if rules.may_prepare(acting(request), row) else None),
        "refused": refused,
    }
    status = max(each.status for each in (form, refused) if each) if form or refused else 200
    return render(request, "municipality/measure.html", context, status=status)
