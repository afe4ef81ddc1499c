"""The registers of DUO and CBS: choose a file, look what it would change in this municipality, and load it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ADMIN, MUNICIPAL_ROLES, OFFICER
from catalogue.duo import queries
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import How
from catalogue.duo.states import UNDER_WAY, VERDICTS
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Reason
from frontend.listing import page_of
from portal.people.actors import acting
from portal.registers import actions
from portal.registers.queries import jobs_of

SHOWN = 50


class ChosenFile(PageForm):
    """A file of DUO or CBS, as it was downloaded."""

    file = forms.FileField(
        label=gettext_lazy("File of DUO or CBS"),
        help_text=gettext_lazy(
            "School sites, pupils per site, boards or scores; CSV, XLSX or ODS, as it was published."
        ),
    )
    day = Day(
        label=gettext_lazy("Reference date, when the file does not say it"), required=False,
        help_text=gettext_lazy("Needed for most files of scores: on which day do they count?"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """How many rows came to one thing."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


@page(*MUNICIPAL_ROLES)
def registers(request: HttpRequest) -> HttpResponseBase:
    """What was loaded before, and the form for the next file."""
    return _list(request)


@deed_page(OFFICER, ADMIN)
def look(request: HttpRequest) -> HttpResponseBase:
    """The dry run: nothing of a school changes. A long file is read by the worker."""
    form = ChosenFile(request.POST, request.FILES)
    if form.is_valid():
        file, how = form.cleaned_data["file"], How(day=form.cleaned_data["day"])
        answer = attempt(request, lambda: _looked(request, file.read(), file.name, how))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*MUNICIPAL_ROLES)
def register(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One file: how far it is, what it would change, or changed; 404 for another municipality's."""
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


def _looked(request: HttpRequest, content: bytes, name: str, how: How) -> Done:
    row = actions.bring_in(content, name, by=acting(request), how=how)
    waits = row.status in UNDER_WAY
    said = _("Brought in. It is being looked at now.") if waits else _("Looked at. Nothing was changed yet.")
    return Done(reverse("municipality:register", args=[row.pk]), said)


def _loaded(request: HttpRequest, pk: UUID, version: int | None) -> Done:
    row = queries.own(acting(request)).get(pk=pk)
    expect(row, version)
    waits = actions.carry_out(row, by=acting(request)).status in UNDER_WAY
    said = _("It is being loaded now.") if waits else _("Loaded. Split the money anew when pupils changed.")
    return Done(reverse("municipality:register", args=[pk]), said)


def _list(request: HttpRequest, form: ChosenFile | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "page": page_of(request, queries.visible_to(actor).defer("content", "told"), size=20),
        "form": (form or ChosenFile()) if actor.is_one_of(OFFICER, ADMIN) else None,
    }
    return render(request, "municipality/registers.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, pk: UUID, form: Reason | None = None) -> HttpResponseBase:
    actor = acting(request)
    row = get_object_or_404(queries.visible_to(actor), pk=pk)
    mine = row.municipality_id == actor.municipality
    chips = _chips(row, request.GET.get("show", ""))
    chosen = next((chip.value for chip in chips if chip.chosen), "")
    found = page_of(request, queries.rows_of(row, chosen), size=SHOWN)
    context = {
        "row": row,
        "job": jobs_of([row]).get(row.pk),
        "under_way": row.status in UNDER_WAY,
        "chips": chips,
        "page": found,
        "rows": [_in_words(each) for each in found],
        "may_load": mine and row.status == "looked_at" and actor.is_one_of(OFFICER, ADMIN),
        "form": form,
    }
    answer = render(request, "municipality/register.html", context, status=form.status if form else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _chips(row: DuoImport, asked: str) -> list[Chip]:
    """What rows came to, as far as there are any; the one that was asked for, else the first, is chosen."""
    counts = {value: row.figures.get(value, 0) for value, _label in VERDICTS}
    there = [(value, label) for value, label in reversed(VERDICTS) if counts[value] and queries.rows_of(row, value)]
    chosen = asked if asked in dict(there) else there[0][0] if there else ""
    return [Chip(value, label, counts[value], value == chosen) for value, label in there]


def _in_words(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"changes": [(queries.words_of(name), old, new) for name, old, new in told.get("changes", [])]}
