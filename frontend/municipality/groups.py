"""Working groups: who sits in them, what they do before which day, and what they decided on which measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER, PROJECT_TEAM
from catalogue.programmes.queries import programmes
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Words
from frontend.listing import page_of
from portal.funding.queries import measures_visible_to
from portal.groups import actions, queries, rules
from portal.groups.models import WorkingGroup
from portal.groups.states import ROLES
from portal.people.actors import acting

EMPTY = [("", "–")]


class GroupForm(PageForm):
    """A new group. The choices of `rows` are what the actor may name."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=120)
    goal = Words(most=500, rows=2, required=False, label=gettext_lazy("What is it for?"))


class JoinForm(PageForm):
    """An organisation that joins."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=120, help_text=gettext_lazy("An organisation, not a person.")
    )
    role = forms.ChoiceField(label=gettext_lazy("What does it do in the group?"), choices=ROLES)


class TaskForm(PageForm):
    """A task before a day."""

    words = forms.CharField(label=gettext_lazy("What is to be done?"), max_length=300)
    due_on = Day(label=gettext_lazy("Before or on"))
    organisation = forms.ChoiceField(label=gettext_lazy("By whom?"), required=False)


class DecisionForm(PageForm):
    """A decision on measures."""

    words = Words(most=500, rows=2, label=gettext_lazy("What was decided?"))
    taken_on = Day(label=gettext_lazy("Decided on"))
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("On which measures?"), required=False, widget=forms.CheckboxSelectMultiple
    )


KINDS: dict[str, type[PageForm]] = {"join": JoinForm, "give": TaskForm, "decide": DecisionForm}
Press = Callable[[HttpRequest, WorkingGroup, PageForm], str]


@page(*MUNICIPAL_ROLES)
def groups(request: HttpRequest) -> HttpResponseBase:
    """The working groups of the municipality."""
    return _list(request)


@deed_page(OFFICER, PROJECT_TEAM)
def start(request: HttpRequest) -> HttpResponseBase:
    """A new group."""
    form = _new(request, GroupForm(request.POST))

    def started() -> Done:
        given = dict(form.cleaned_data)
        programme = get_object_or_404(programmes(), pk=given.pop("programme"))
        made = actions.start(programme, **given, by=acting(request))
        return Done(_address(made), _("Started. Let organisations join now."))

    if form.is_valid():
        answer = attempt(request, started)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*MUNICIPAL_ROLES)
def group(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One group."""
    return _one(request, _own(request, pk))


@deed_page(OFFICER, PROJECT_TEAM)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """An organisation joins, a task is given, a decision is written down."""
    found = _own(request, pk)
    if deed not in DEEDS:
        raise Http404
    form = _forms(request, found, request.POST)[deed]
    if form.is_valid():
        answer = attempt(request, lambda: Done(_address(found), DEEDS[deed](request, found, form)))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, found, wrong=(deed, form))


@deed_page(OFFICER, PROJECT_TEAM)
def task(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """A task is done, or not done after all."""
    found = get_object_or_404(queries.tasks_visible_to(acting(request)), pk=pk)
    press = {"done": actions.finish, "again": actions.take_up_again}.get(deed)
    if press is None:
        raise Http404

    def done() -> Done:
        press(found, by=acting(request))
        return Done(_address(found.group), _("Kept."))

    answer = attempt(request, done)
    return _one(request, _own(request, found.group_id)) if isinstance(answer, Refusal) else answer


def _join(request: HttpRequest, found: WorkingGroup, form: PageForm) -> str:
    actions.join(found, **form.cleaned_data, by=acting(request))
    return _("It sits in the group now.")


def _give(request: HttpRequest, found: WorkingGroup, form: PageForm) -> str:
    actions.give(found, **form.cleaned_data, by=acting(request))
    return _("The task is on the list.")


def _decide(request: HttpRequest, found: WorkingGroup, form: PageForm) -> str:
    given = dict(form.cleaned_data)
    measures = measures_visible_to(acting(request)).filter(pk__in=given.pop("measures"))
    actions.decide(found, **given, measures=list(measures), by=acting(request))
    return _("The decision is written down.")


DEEDS: dict[str, Press] = {"join": _join, "give": _give, "decide": _decide}


def _forms(request: HttpRequest, found: WorkingGroup, filled: Any = None) -> dict[str, PageForm]:
    made: dict[str, PageForm] = {name: kind(filled, auto_id=f"{name}-%s") for name, kind in KINDS.items()}
    members = dict.fromkeys(each.organisation for each in found.members.all())
    _choices(made["give"], "organisation", EMPTY + [(name, name) for name in members])
    measures = measures_visible_to(acting(request)).filter(programme=found.programme_id)
    _choices(made["decide"], "measures", [(str(each.pk), each.name) for each in measures])
    return made


def _new(request: HttpRequest, form: GroupForm) -> GroupForm:
    own = programmes().filter(municipality=acting(request).municipality)
    _choices(form, "programme", [(str(each.pk), each.name) for each in own])
    return form


def _choices(form: PageForm, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _own(request: HttpRequest, pk: UUID) -> WorkingGroup:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _address(found: WorkingGroup) -> str:
    return reverse("municipality:group", args=[found.pk])


def _list(request: HttpRequest, form: GroupForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    keeps = actor.is_one_of(OFFICER, PROJECT_TEAM)
    context = {
        "page": page_of(request, queries.visible_to(actor)),
        "form": form or (_new(request, GroupForm()) if keeps else None),
    }
    return render(request, "municipality/groups.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, found: WorkingGroup, wrong: tuple[str, PageForm] | None = None) -> HttpResponseBase:
    keeps = rules.may_keep(acting(request), found.municipality_id)
    shown = _forms(request, found) if keeps else {}
    if wrong:
        shown[wrong[0]] = wrong[1]
    context = {"group": found, "forms": shown, "wrong": wrong[1] if wrong else None}
    return render(request, "municipality/group.html", context, status=wrong[1].status if wrong else 200)
