"""What may be paid: every rule with its source and its day, and a later rule for the own programmes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.organisations.queries import municipalities
from catalogue.programmes import actions, queries
from catalogue.programmes.eligibility import replaced
from catalogue.programmes.models import EligibilityRule, Regulation
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Words
from portal.people.actors import acting


class NewRule(PageForm):
    """A rule of the own municipality; `scope` is nothing, a regulation, or a spending goal of one (`NPO/e`)."""

    case = forms.ChoiceField(label=gettext_lazy("Which case?"))
    scope = forms.ChoiceField(label=gettext_lazy("Paid from"), required=False)
    verdict = forms.ChoiceField(
        label=gettext_lazy("May it be paid?"), choices=EligibilityRule.VERDICTS, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=300, required=False,
        help_text=gettext_lazy("Who says this, where and when: a decision, a letter, the accountant."),
    )  # fmt: skip
    explanation = Words(label=gettext_lazy("What does the source say?"), most=500, rows=2, required=False)
    valid_from = Day(label=gettext_lazy("Holds from"))

    def __init__(self, filled: Any = None) -> None:
        super().__init__(filled, initial={"valid_from": timezone.localdate()})
        known = {rule.case: rule.words for rule in queries.rules()}
        self.regulations = {each.code: each for each in queries.regulations()}
        scopes = [("", _("every regulation"))]
        for code, regulation in self.regulations.items():
            scopes.append((code, code))
            scopes += [(f"{code}/{goal.code}", f"{code}: {goal.label}") for goal in regulation.goals.all()]
        for name, choices in (("case", sorted(known.items(), key=lambda each: each[1])), ("scope", scopes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `programmes.actions` takes it."""
        given = dict(self.cleaned_data)
        code, _slash, goal = given.pop("scope").partition("/")
        regulation: Regulation | None = self.regulations.get(code)
        return given | {"regulation": regulation, "goal": goal}


@page(*MUNICIPAL_ROLES)
def rules(request: HttpRequest) -> HttpResponseBase:
    """Every rule that counts, or counted, for the own programmes."""
    return _shown(request)


@deed_page(OFFICER)
def add(request: HttpRequest) -> HttpResponseBase:
    """A later rule for the own programmes; those that were there stay, with their source."""
    form = NewRule(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _added(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _added(request: HttpRequest, form: NewRule) -> Done:
    actor = acting(request)
    municipality = get_object_or_404(municipalities(), pk=actor.municipality)
    actions.add_rule(municipality, by=actor, **form.said)
    return Done(reverse("municipality:rules"), _("Added. It counts from its first day; the earlier rules stay below."))


def _shown(request: HttpRequest, form: NewRule | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = list(queries.rules_of(actor.municipality))
    gone = replaced(rows, timezone.localdate())
    context = {
        "rules": sorted(((rule, rule.pk not in gone) for rule in rows), key=lambda each: each[0].words),
        "form": form or (NewRule() if actor.role == OFFICER else None),
    }
    return render(request, "municipality/rules.html", context, status=form.status if form else 200)
