"""Putting right for which spending goal a line of a claim counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from portal.claims import queries
from portal.claims.goals import correct_goal, goals_of
from portal.claims.models import Claim
from portal.people.actors import acting


class GoalForm(PageForm):
    """Which line, for which goal, and why."""

    line = forms.ChoiceField(label=gettext_lazy("Which line?"))
    goal = forms.ChoiceField(label=gettext_lazy("Counts for this goal"))
    reason = Words(most=500, rows=2, label=gettext_lazy("Why?"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, claim: Claim, *data: Any) -> None:
        super().__init__(*data)
        self.initial = {"version": claim.version}
        lines = [(str(line.pk), f"{line.description} ({line.goal.label})") for line in claim.lines.all()]
        goals = goals_of(claim.programme)
        self._choose("line", lines)
        self._choose(
            "goal", [(f"{each.regulation.code}/{each.code}", f"{each.regulation.code}: {each.label}") for each in goals]
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@page(FINANCE)
def goals(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The goals of the lines, and the form to correct one."""
    found = _mine(request, pk)
    return _shown(request, found, GoalForm(found))


@deed_page(FINANCE)
def correct(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A line counts for another goal from now on."""
    found = _mine(request, pk)
    form = GoalForm(found, request.POST)
    if form.is_valid():
        given = form.cleaned_data

        def deed() -> Done:
            regulation, goal = given["goal"].split("/", 1)
            row = _mine(request, pk)
            expect(row, given["version"])
            correct_goal(
                row, UUID(given["line"]), regulation=regulation, goal=goal, reason=given["reason"], by=acting(request)
            )
            return Done(reverse("municipality:claim", args=[pk]), _("It counts for this goal from now on."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


def _mine(request: HttpRequest, pk: UUID) -> Claim:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, found: Claim, form: GoalForm) -> HttpResponseBase:
    context = {"claim": found, "form": form}
    return render(request, "municipality/claim_goals.html", context, status=form.status)
