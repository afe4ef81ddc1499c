"""The reasons that approvers choose from: the sentences of the portal, in the words of the municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.organisations.models import Municipality
from catalogue.organisations.queries import municipalities
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from portal.letters.reasons import Reason, reasons_of, save_reason, versions_visible_to
from portal.letters.rules import may_write_texts
from portal.letters.states import ABOUT
from portal.people.actors import acting

SHOWN = 50


class ReasonForm(PageForm):
    """One reason: what for, its words, and from when on it counts. `code` says which one; empty for a new one."""

    code = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    about = forms.ChoiceField(label=gettext_lazy("A reason for"), choices=ABOUT)
    nl = forms.CharField(label=gettext_lazy("In Dutch"), max_length=500)
    en = forms.CharField(label=gettext_lazy("In English"), max_length=500, required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=200, required=False,
        help_text=gettext_lazy("The law or the rule that it rests on."),
    )  # fmt: skip
    starts_on = Day(label=gettext_lazy("Counts from"))


@page(*MUNICIPAL_ROLES)
def reasons(request: HttpRequest) -> HttpResponseBase:
    """What approvers can choose today; `?code=` fills in one of them to change it."""
    return _shown(request)


@deed_page(OFFICER)
def write(request: HttpRequest) -> HttpResponseBase:
    """Keep the words as the next version, or (`do=drop`) take the reason off the list."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _saved(request, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _saved(request: HttpRequest, given: dict[str, Any]) -> Done:
    offered = request.POST.get("do") != "drop"
    said = Reason(given["code"], given["about"], given["nl"], given["en"], given["source"])
    save_reason(_town(request), said, starts_on=given["starts_on"], offered=offered, by=acting(request))
    words = _("Kept. Approvers can choose it from that day on.") if offered else _("It goes off the list on that day.")
    return Done(reverse("municipality:reasons"), words)


def _shown(request: HttpRequest, form: ReasonForm | None = None) -> HttpResponseBase:
    town, today = _town(request), timezone.localdate()
    found, may = reasons_of(town.pk, today), may_write_texts(acting(request), town)
    chosen = next((each for each in found if each.code == request.GET.get("code")), Reason("", "lower", ""))
    initial = {name: getattr(chosen, name) for name in ("code", "about", "nl", "en", "source")}
    context = {
        "groups": [(label, [each for each in found if each.about == about]) for about, label in ABOUT],
        "form": form or (ReasonForm(initial={**initial, "starts_on": today}) if may else None),
        "changes": form["code"].value() if form else chosen.code,
        "versions": versions_visible_to(acting(request))[:SHOWN],
    }
    return render(request, "municipality/reasons.html", context, status=form.status if form else 200)


def _town(request: HttpRequest) -> Municipality:
    return municipalities().get(pk=acting(request).municipality or "")
