"""Measuring: what is asked of me, how each indicator stands beside its target, and what is done about it.

The same pages for the municipality and for who carries it out; each sees what is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, MUNICIPAL_ROLES, PROVIDER_ROLES, SCHOOL_ROLES, Actor
from frontend.access import deed_page, page
from frontend.charts import Level, levels
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.measuring_forms import Correct, FillIn, Outcome, TalkForm
from frontend.tables import table, way_asked
from portal.monitoring import actions, indicators, rules
from portal.monitoring.exports import sheet_of
from portal.monitoring.indicators import Standing, Value
from portal.monitoring.models import Indicator
from portal.people.actors import acting

EVERYBODY = (*MUNICIPAL_ROLES, *PROVIDER_ROLES, *SCHOOL_ROLES, BOARD)
Failed = dict[str, PageForm]


@dataclass(frozen=True, slots=True)
class Row:
    """One period on the page: its value, its bar beside the target, and the forms that the actor may fill in."""

    value: Value
    level: Level
    correct: Correct | None
    talk: TalkForm | None
    talks: list[tuple[Any, Outcome | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator in the list with the bar of its newest value."""

    standing: Standing
    level: Level


@page(*EVERYBODY)
def measuring(request: HttpRequest) -> HttpResponseBase:
    """All indicators by what they measure; `?format=csv` gives every value as docs/measurements.md describes it."""
    actor = acting(request)
    rows = list(indicators.indicators_visible_to(actor))
    if way := way_asked(request):
        return table(sheet_of(actor, rows), way)
    found = indicators.standings_of(actor, rows)
    groups: dict[str, list[Shown]] = {}
    for each in found:
        newest = each.newest.number if each.newest else None
        (level,) = levels([newest], each.indicator.target)
        groups.setdefault(each.indicator.subject_words, []).append(Shown(each, level))
    asked = [each for each in found if each.missing and rules.executes(actor, each.indicator)]
    may = actor.municipality is not None and rules.may_define(actor, actor.municipality)
    return render(request, "measuring/list.html", {"groups": groups, "asked": asked, "may_define": may})


@page(*EVERYBODY)
def indicator(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One indicator: fill it in, its values beside the target, and what was said and done; 404 for another's."""
    return _shown(request, _indicator(request, pk), {})


@deed_page(*EVERYBODY)
def fill_in(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What it was in a period."""
    found = _indicator(request, pk)
    values = indicators.standings_of(acting(request), [found])[0].values
    form = FillIn(found, indicators.open_periods(found, values, timezone.localdate()), request.POST)
    return _do(request, found, "fill", form, lambda: actions.measure(found, by=acting(request), **form.cleaned_data))


@deed_page(*EVERYBODY)
def stop(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """It is not measured any more."""
    found, form = _indicator(request, pk), Reason(request.POST)
    return _do(
        request, found, "stop", form,
        lambda: actions.stop(found, reason=form.cleaned_data["reason"], by=acting(request)),
    )  # fmt: skip


@deed_page(*EVERYBODY)
def correct(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another number for the same period."""
    row = get_object_or_404(indicators.measurements_visible_to(acting(request)), pk=pk)
    form = Correct(row, request.POST)
    return _do(
        request, row.indicator, f"correct {pk}", form,
        lambda: actions.correct(row, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


@deed_page(*EVERYBODY)
def talk(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What was said of a value."""
    row = get_object_or_404(indicators.measurements_visible_to(acting(request)), pk=pk)
    form = TalkForm(row, request.POST)
    return _do(
        request, row.indicator, f"talk {pk}", form, lambda: actions.talk(row, by=acting(request), **form.cleaned_data)
    )


@deed_page(*EVERYBODY)
def done(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What became of an action."""
    said = get_object_or_404(indicators.talks_visible_to(acting(request)), pk=pk)
    form = Outcome(pk, request.POST)
    return _do(
        request, said.measurement.indicator, f"done {pk}", form,
        lambda: actions.complete(said, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


def _indicator(request: HttpRequest, pk: UUID) -> Indicator:
    return get_object_or_404(indicators.indicators_visible_to(acting(request)), pk=pk)


def _do(
    request: HttpRequest, about: Indicator, name: str, form: PageForm, deed: Callable[[], object]
) -> HttpResponseBase:
    if form.is_valid():
        address = reverse("indicator", args=[about.pk])

        def act() -> Done:
            deed()
            return Done(address, _("Kept. Thank you."))

        answer = attempt(request, act)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, _indicator(request, about.pk), {name: form})


def _shown(request: HttpRequest, found: Indicator, failed: Failed) -> HttpResponseBase:
    actor = acting(request)
    (standing,) = indicators.standings_of(actor, [found])
    may = rules.may_measure(actor, found)
    periods = indicators.open_periods(found, standing.values, timezone.localdate())
    fill = FillIn(found, periods) if may and periods and found.status == "active" else None
    stopping = rules.may_define(actor, found.municipality_id) and found.status == "active"
    context = {
        "indicator": found,
        "standing": standing,
        "fill": failed.get("fill") or fill,
        "rows": _rows(standing.values, found, actor, failed)[::-1],
        "stop": failed.get("stop") or (Reason() if stopping else None),
    }
    status = max((form.status for form in failed.values()), default=200)
    return render(request, "measuring/indicator.html", context, status=status)


def _rows(values: Sequence[Value], found: Indicator, actor: Actor, failed: Failed) -> list[Row]:
    bars, rows = levels([each.number for each in values], found.target), list[Row]()
    for value, level in zip(values, bars, strict=True):
        row = value.measurement
        may = rules.may_measure(actor, found)
        talks = [
            (each, failed.get(f"done {each.pk}") or (Outcome(each.pk) if may and each.status == "agreed" else None))
            for each in value.talks
        ]
        fix = failed.get(f"correct {row.pk}") or (Correct(row) if may and not value.hidden else None)
        say = failed.get(f"talk {row.pk}") or (TalkForm(row) if may else None)
        rows.append(Row(value, level, fix, say, talks))  # type: ignore[arg-type]  # each is kept under its own name
    return rows
