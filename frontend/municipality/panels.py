"""Panels that rank the offers that were sent in: start one, write for who has no account, close it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.organisations.queries import boards_visible_to, schools_visible_to
from catalogue.programmes import actions as catalogue
from catalogue.programmes.queries import programmes
from frontend import panels as shared
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber, Words
from frontend.listing import page_of
from portal.needs import actions, queries, rules
from portal.needs.actions import Party
from portal.people.actors import acting

TICKS = forms.CheckboxSelectMultiple


class NewPanel(PageForm):
    """Who sits in it: schools and boards rank themselves, for the parties from outside the officer writes."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    name = forms.CharField(label=gettext_lazy("Name of the panel"), max_length=120)
    schools = forms.MultipleChoiceField(label=gettext_lazy("Schools with a seat"), widget=TICKS, required=False)
    boards = forms.MultipleChoiceField(label=gettext_lazy("Boards with a seat"), widget=TICKS, required=False)
    others = Words(
        most=1000, rows=3, required=False, label=gettext_lazy("Other parties, one on each line"),
        help_text=gettext_lazy("For example a partnership (SWV) or childcare. You write down their ranking."),
    )  # fmt: skip

    def __init__(self, request: HttpRequest, filled: Any = None) -> None:
        super().__init__(filled)
        actor = acting(request)
        self.found: dict[str, dict[str, Any]] = {
            "programme": {str(each.pk): each for each in programmes().filter(municipality=actor.municipality)},
            "schools": {str(each.pk): each for each in schools_visible_to(actor)},
            "boards": {str(each.pk): each for each in boards_visible_to(actor)},
        }
        for name, rows in self.found.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, str(row)) for key, row in rows.items()]

    @property
    def parties(self) -> list[Party]:
        """The seats, as `needs.actions` takes them."""
        given, found = self.cleaned_data, self.found
        schools = [Party(each.name, school=each) for each in (found["schools"][key] for key in given["schools"])]
        boards = [Party(each.name, board=each) for each in (found["boards"][key] for key in given["boards"])]
        others = [Party(line.strip()[:120]) for line in given["others"].splitlines() if line.strip()]
        return [*schools, *boards, *others]


class Terms(PageForm):
    """Whether a panel comes first in a programme."""

    programme = forms.UUIDField()
    panel_first = forms.BooleanField(required=False)


class Close(PageForm):
    """How many of the ranking count."""

    most = WholeNumber(label=gettext_lazy("How many offers of the ranking are prioritised?"), most=500)


@page(*MUNICIPAL_ROLES)
def panels(request: HttpRequest) -> HttpResponseBase:
    """The panels of the municipality, the newest first."""
    return _list(request)


@deed_page(OFFICER)
def start(request: HttpRequest) -> HttpResponseBase:
    """A panel for the new offers that wait."""
    form = NewPanel(request, request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _started(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@deed_page(OFFICER)
def terms(request: HttpRequest) -> HttpResponseBase:
    """From now on (not) only what a panel prioritised can be published."""
    form = Terms(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _terms(request, form))
        if not isinstance(answer, Refusal):
            return answer
    return _list(request)


@page(*MUNICIPAL_ROLES)
def panel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One panel with its ranking and all reasons."""
    return _one(request, pk)


@page(*MUNICIPAL_ROLES, methods=("GET", "HEAD", "POST"))
def rank(request: HttpRequest, pk: UUID, seat: UUID) -> HttpResponseBase:
    """Write down the ranking of a party from outside."""
    return shared.rank(request, pk, seat, "municipality/rank.html", reverse("municipality:panel", args=[pk]))


@deed_page(*MUNICIPAL_ROLES)
def close(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Close it: the first of the ranking can be published."""
    found, form = shared.mine(request, pk), Close(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _closed(request, found.pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, pk, form)


def _started(request: HttpRequest, form: NewPanel) -> Done:
    programme = get_object_or_404(programmes(), pk=form.cleaned_data["programme"])
    made = actions.start(programme, name=form.cleaned_data["name"], parties=form.parties, by=acting(request))
    return Done(reverse("municipality:panel", args=[made.pk]), _("Started. The parties can rank now."))


def _terms(request: HttpRequest, form: Terms) -> Done:
    given, municipality = form.cleaned_data, acting(request).municipality
    found = get_object_or_404(programmes().filter(municipality=municipality), pk=given["programme"])
    catalogue.ask_panel_first(found, panel_first=given["panel_first"], by=acting(request))
    return Done(reverse("municipality:panels"), _("The terms of the programme were changed."))


def _closed(request: HttpRequest, pk: UUID, form: Close) -> Done:
    actions.close(shared.mine(request, pk), most=form.cleaned_data["most"], by=acting(request))
    return Done(reverse("municipality:panel", args=[pk]), _("Closed. What was prioritised can be published now."))


def _list(request: HttpRequest, form: NewPanel | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "page": page_of(request, queries.visible_to(actor)),
        "programmes": programmes().filter(municipality=actor.municipality),
        "form": form or (NewPanel(request) if actor.role == OFFICER else None),
    }
    return render(request, "municipality/panels.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, pk: UUID, form: Close | None = None) -> HttpResponseBase:
    found = shared.mine(request, pk)
    leads = found.status == "open" and rules.may_lead(acting(request), None, found)
    context = shared.context_of(request, found) | {"form": form or (Close() if leads else None)}
    return render(request, "municipality/panel.html", context, status=form.status if form else 200)
