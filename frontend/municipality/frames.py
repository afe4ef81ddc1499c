"""Frames: what a sector agreed before its schools choose, in versions; and which sectors want one first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER, PROJECT_TEAM
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.municipality.programme import programme_of
from frontend.municipality.round_forms import Adoption, FrameTerms, NewFrame
from portal.people.actors import acting
from portal.rounds import actions, queries
from portal.rounds.models import Frame


@page(*MUNICIPAL_ROLES)
def frames(request: HttpRequest) -> HttpResponseBase:
    """Every version by sector, the newest first."""
    return _list(request, programme_of(request))


@deed_page(OFFICER, PROJECT_TEAM)
def draft(request: HttpRequest) -> HttpResponseBase:
    """Write the next version down."""
    programme, form = programme_of(request), NewFrame(request.POST)

    def write() -> Done:
        actions.draft_frame(programme, by=acting(request), **form.cleaned_data)
        return Done(_address(programme), _("Written down. Record who adopted it when that has happened."))

    return _tried(request, programme, form, write, "new")


@deed_page(OFFICER)
def adopt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Record who adopted a version."""
    row, form = _mine(request, pk), Adoption(request.POST)

    def record() -> Done:
        given = form.cleaned_data
        actions.adopt_frame(row, adopted_by=given["adopted_by"], on=given["adopted_on"], by=acting(request))
        return Done(_address(row.programme), _("Adopted. Rounds can open for these schools."))

    return _tried(request, row.programme, form, record, str(pk))


@deed_page(OFFICER)
def terms(request: HttpRequest) -> HttpResponseBase:
    """Say which sectors want a frame first."""
    programme, form = programme_of(request), FrameTerms(request.POST)

    def change() -> Done:
        programmes.ask_frames_first(programme, sectors=form.cleaned_data["sectors"], by=acting(request))
        return Done(_address(programme), _("The terms of the programme were changed."))

    return _tried(request, programme, form, change, "terms")


def _tried(
    request: HttpRequest, programme: Programme, form: PageForm, deed: Callable[[], Done], which: str
) -> HttpResponseBase:
    if form.is_valid():
        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, programme, {which: form})


def _address(programme: Programme) -> str:
    return f"{reverse('municipality:frames')}?programme={programme.pk}"


def _mine(request: HttpRequest, pk: UUID) -> Frame:
    return get_object_or_404(queries.frames_visible_to(acting(request)), pk=pk)


def _list(
    request: HttpRequest, programme: Programme, filled: dict[str, PageForm] | None = None
) -> HttpResponseBase:  # fmt: skip
    filled, leads = filled or {}, acting(request).role == OFFICER
    rows = list(queries.frames_visible_to(acting(request)).filter(programme=programme))
    today = {"adopted_on": timezone.localdate()}
    context: dict[str, Any] = {
        "programme": programme,
        "rows": [
            (row, (filled.get(str(row.pk)) or Adoption(initial=today)) if leads and row.status == "draft" else None)
            for row in rows
        ],
        "new": filled.get("new") or (NewFrame() if leads or acting(request).role == PROJECT_TEAM else None),
        "terms": filled.get("terms") or (FrameTerms(initial={"sectors": programme.frames_first}) if leads else None),
        "asked": programme.frames_first,
        "wrong": next(iter(filled.values()), None),
    }
    status = max((form.status for form in filled.values()), default=200)
    return render(request, "municipality/frames.html", context, status=status)
