"""Leftovers: what each school has left, and calling it back with a reason, so that it can be divided again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.money import ZERO
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.municipality.programme import programme_of
from frontend.wording import euro
from portal.budgets.models import Account
from portal.funding import actions, queries, rules
from portal.people.actors import acting


class RecallForm(PageForm):
    """Of which schools, and why."""

    schools = forms.MultipleChoiceField(error_messages={"required": gettext_lazy("Tick at least one school.")})
    reason = Words(most=1000, label=gettext_lazy("Why? The schools read this."))

    def __init__(self, accounts: Sequence[Account], filled: Any = None) -> None:
        super().__init__(filled)
        self.everybody = [str(each.school_id) for each in accounts]
        field = self.fields["schools"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, each) for each in self.everybody]

    @property
    def picked(self) -> set[str]:
        """The schools that are ticked: all of them when the page is opened."""
        return set(self["schools"].value() or []) if self.is_bound else set(self.everybody)


@page(*MUNICIPAL_ROLES)
def leftovers(request: HttpRequest) -> HttpResponseBase:
    """What each school has left, and what was called back before."""
    return _shown(request, programme_of(request))


@deed_page(OFFICER)
def call_back(request: HttpRequest) -> HttpResponseBase:
    """Call back what the ticked schools have left."""
    programme = programme_of(request)
    form = RecallForm(queries.leftovers_of(programme), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _called_back(request, programme, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, programme, form)


def _called_back(request: HttpRequest, programme: Programme, given: dict[str, Any]) -> Done:
    schools = [UUID(each) for each in given["schools"]]
    made = actions.call_back_leftovers(programme, schools=schools, reason=given["reason"], by=acting(request))
    said = _("Called back: %(amount)s. It can be divided again.") % {"amount": euro(made.amount)}
    return Done(f"{reverse('municipality:leftovers')}?programme={programme.pk}", said)


def _shown(request: HttpRequest, programme: Programme, form: RecallForm | None = None) -> HttpResponseBase:
    accounts = queries.leftovers_of(programme)
    context = {
        "programme": programme,
        "accounts": accounts,
        "left": sum((each.available for each in accounts), ZERO),
        "form": form or RecallForm(accounts),
        "may_divide": rules.may_divide(acting(request), programme),
        "recalls": list(queries.recalls_visible_to(acting(request)).filter(programme=programme)[:20]),
    }
    return render(request, "municipality/leftovers.html", context, status=form.status if form else 200)
