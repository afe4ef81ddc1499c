"""The registers of DUO: choose a file, look what it would change in this municipality, and load it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ADMIN, MUNICIPAL_ROLES, OFFICER
from catalogue.duo import actions, queries
from catalogue.duo.states import FIELDS
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from portal.people.actors import acting


class ChosenFile(PageForm):
    """A file of DUO, as it was downloaded."""

    file = forms.FileField(
        label=gettext_lazy("File of DUO"),
        help_text=gettext_lazy("School sites, pupils per site, or boards; CSV or XLSX, as DUO publishes them."),
    )


@page(*MUNICIPAL_ROLES)
def registers(request: HttpRequest) -> HttpResponseBase:
    """What was loaded before, and the form for the next file."""
    return _list(request)


@deed_page(OFFICER, ADMIN)
def look(request: HttpRequest) -> HttpResponseBase:
    """The dry run: nothing of a school changes."""
    form = ChosenFile(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        answer = attempt(request, lambda: _looked(request, file.read(), file.name))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*MUNICIPAL_ROLES)
def register(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One file: what it would change, or changed; 404 for another municipality's."""
    return _one(request, pk)


@deed_page(OFFICER, ADMIN)
def load(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write what the file says."""
    get_object_or_404(queries.own(acting(request)), pk=pk)
    form = Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _loaded(request, pk, form.cleaned_data["version"]))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, pk, form)


def _looked(request: HttpRequest, content: bytes, name: str) -> Done:
    row = actions.look(content, name, by=acting(request))
    return Done(reverse("municipality:register", args=[row.pk]), _("Looked at. Nothing was changed yet."))


def _loaded(request: HttpRequest, pk: UUID, version: int | None) -> Done:
    row = queries.own(acting(request)).get(pk=pk)
    expect(row, version)
    actions.load(row, by=acting(request))
    return Done(reverse("municipality:register", args=[pk]), _("Loaded. Split the money anew when pupils changed."))


def _list(request: HttpRequest, form: ChosenFile | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "page": page_of(request, queries.visible_to(actor), size=20),
        "form": (form or ChosenFile()) if actor.is_one_of(OFFICER, ADMIN) else None,
    }
    return render(request, "municipality/registers.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, pk: UUID, form: Reason | None = None) -> HttpResponseBase:
    actor = acting(request)
    row = get_object_or_404(queries.visible_to(actor), pk=pk)
    mine = row.municipality_id == actor.municipality
    context = {
        "row": row,
        "changes": [each | {"field": dict(FIELDS)[each["field"]]} for each in row.told["changes"]],
        "may_load": mine and row.status == "looked_at" and actor.is_one_of(OFFICER, ADMIN),
        "form": form,
    }
    return render(request, "municipality/register.html", context, status=form.status if form else 200)
